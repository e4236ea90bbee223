#!/usr/bin/env bash
# A journal replays to the same digest in the builds of g++ and clang. The clang build is made by ./carehub check --clang.
set -euo pipefail
bin=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
other=$root/build/clang/bin
if [[ ! -x $other/carehubctl || ! -x $other/carehub-dispatcher ]]; then
  echo "skipped: there is no clang build; run ./carehub check --clang first"
  exit 77
fi

scratch=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; wait; rm -rf "$scratch"' EXIT

# A simulated shift by the first build, at high speed, then a clean stop.
"$bin/carehub-dispatcher" --site "$root/assets/sites/isle-of-wight.toml" --data "$scratch/hub" --start 2026-11-22T16:00:00Z --speed 300 \
  >"$scratch/ready" 2>"$scratch/dispatcher.log" &
dispatcher=$!
pids+=("$dispatcher")
until [[ -f $scratch/hub/endpoints.json ]]; do kill -0 "$dispatcher" || { cat "$scratch/dispatcher.log"; exit 1; }; sleep 0.05; done
timeout 20 "$bin/carehubctl" simulate --site "$root/assets/sites/isle-of-wight.toml" --data "$scratch/hub" --seed 7 --staff full >"$scratch/simulate.log" 2>&1 || true
kill -TERM "$dispatcher"
wait "$dispatcher"
pids=()

"$bin/carehubctl" replay-check "$scratch/hub" | tee "$scratch/first"
"$other/carehubctl" replay-check "$scratch/hub" | tee "$scratch/second"
grep -q digest "$scratch/first"
cmp "$scratch/first" "$scratch/second"
events=$(grep -oE '[0-9]+ events' "$scratch/first" | grep -oE '[0-9]+')
[[ $events -gt 200 ]] || { echo "only $events events were made; the comparison would say little"; exit 1; }
