#!/usr/bin/env bash
# The builds of g++ and clang decide the same, and a journal replays to the same digest in both. The clang build is made by
# ./carehub check --clang.
set -euo pipefail
bin=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
other=$root/build/clang/bin
if [[ ! -x $other/carehubctl || ! -x $other/simulation_tests || ! -x $other/simulate_tests ]]; then
  echo "skipped: there is no clang build; run ./carehub check --clang first"
  exit 77
fi

scratch=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; wait; rm -rf "$scratch"' EXIT

# Decisions: every command of seeded simulations, valid and invalid, and evenings as the simulator makes them.
for build in "$bin" "$other"; do
  for tests in simulation_tests simulate_tests; do "$build/$tests" "[digests]" | grep '^seed '; done
done >"$scratch/digests"
count=$(wc -l <"$scratch/digests")
[[ $count -gt 10 && $(sort -u "$scratch/digests" | wc -l) -eq $((count / 2)) ]] || {
  echo "the two builds decide differently:"
  sort "$scratch/digests" | uniq -u
  exit 1
}

# Replay: a simulated shift by the first build, at high speed, then a clean stop.
"$bin/carehub-dispatcher" --site "$root/assets/sites/isle-of-wight.toml" --data "$scratch/hub" --start 2026-11-22T16:00:00Z --speed 300 \
  >"$scratch/ready" 2>"$scratch/dispatcher.log" &
dispatcher=$!
pids+=("$dispatcher")
until [[ -f $scratch/hub/endpoints.json ]]; do kill -0 "$dispatcher" || { cat "$scratch/dispatcher.log"; exit 1; }; sleep 0.05; done
timeout 20 "$bin/carehubctl" simulate --site "$root/assets/sites/isle-of-wight.toml" --data "$scratch/hub" --seed 7 --staff full >"$scratch/simulate.log" 2>&1 || true
kill -TERM "$dispatcher"
wait "$dispatcher"
pids=()

"$bin/carehubctl" verify "$scratch/hub" | tee "$scratch/first"
"$other/carehubctl" verify "$scratch/hub" >"$scratch/second"
diff "$scratch/first" "$scratch/second" || { echo "the second build replays it differently"; exit 1; }
grep -qE '^digest +[0-9a-f]{32}' "$scratch/first"
events=$(sed -nE 's/^events +([0-9]+)$/\1/p' "$scratch/first")
[[ $events -gt 200 ]] || { echo "only $events events were made; the comparison would say little"; exit 1; }
