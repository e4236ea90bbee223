#!/usr/bin/env bash
# The builds of g++ and clang decide the same, a journal replays to the same digest in both, and a shift trace to the same visits,
# twice, on one processor as on all. The clang build is made by ./carehub check --clang.
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

# Visits: an invented day, planned by both builds, twice, on one processor and on all. Only its summary tells times.
trace=$scratch/trace.jsonl
python3 - >"$trace" <<'END'
import json, random
chance = random.Random(20261122)
def line(kind, **members): print(json.dumps({"kind": kind, **members}))
def somewhere(): return {"lat": chance.randint(50600, 50760) / 1000, "lon": -chance.randint(1100, 1500) / 1000}
travel = {"circuity": 1.3, "kmh": 42, "fixed_s": 180}
line("meta", horizon=86400, clock_start="07:00", target_s=7200, travel=travel, site_travel=travel | {"kmh": 25, "fixed_s": 600})
for unit, skills in enumerate([[1, 10], [2, 4, 10], [2, 3, 4, 10], [1, 2, 3, 4, 10], [1, 10], [2, 4, 10], [2, 3, 4, 10], [1], [1]]):
    start = 3600 * chance.randint(0, 8)
    line("unit", id=unit, **somewhere(), skills=skills, start=start, end=start + 36000, fixed=skills == [1])
t = 0
for call in range(80):
    t += chance.randint(100, 1500)
    prio, expected = chance.randint(1, 3), 60 * chance.randint(30, 60)
    need = chance.choice([[1, 10], [1], [2, 4, 10], [2, 10], [2, 3, 10]])
    line("call", id=call, t=t, **somewhere(), prio=prio, weight={1: 10, 2: 4, 3: 1}[prio], need=need,
         dur=expected * chance.randint(40, 180) // 100, dur_exp=expected, deadline=t + 7200)
END
one_processor=$(taskset -pc $$ | sed -E 's/.*: ([0-9]+).*/\1/')
visits_of() {  # FILE POLICY COMMAND...
  local out=$1 policy=$2
  shift 2
  "$@" replay "$trace" --out "$scratch/replayed" --policy "$policy" >/dev/null
  grep '"kind":"visit"' "$scratch/replayed" >"$out"
}
for policy in plan nearest; do
  visits_of "$scratch/$policy" "$policy" "$bin/carehubctl"
  visits_of "$scratch/$policy.again" "$policy" "$bin/carehubctl"
  visits_of "$scratch/$policy.one" "$policy" taskset -c "$one_processor" "$bin/carehubctl"
  visits_of "$scratch/$policy.clang" "$policy" "$other/carehubctl"
  visits_of "$scratch/$policy.clang.one" "$policy" taskset -c "$one_processor" "$other/carehubctl"
  for run in again one clang clang.one; do
    cmp "$scratch/$policy" "$scratch/$policy.$run" || { echo "policy $policy: other visits ($run)"; exit 1; }
  done
  visits=$(wc -l <"$scratch/$policy")
  [[ $visits -gt 40 ]] || { echo "policy $policy: only $visits visits; the comparison would say little"; exit 1; }
  echo "policy $policy: $visits visits, the same in every run"
done
cmp -s "$scratch/plan" "$scratch/nearest" && { echo "both policies send the same; the comparison would say little"; exit 1; }
exit 0
