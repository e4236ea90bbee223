#!/usr/bin/env bash
# One call from intake to its close, by keyboard, in a real window: the control room's command line registers a case,
# sends a team, reports it on the way, on scene and clear; then state, journal and screen must agree.
set -euo pipefail
bin=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
for tool in Xvfb xdotool; do
  command -v "$tool" >/dev/null || { echo "skipped: $tool is not installed"; exit 77; }
done
for program in carehub-dispatcher carehub-console carehubctl; do
  [[ -x $bin/$program ]] || { echo "skipped: $program is not built"; exit 77; }
done

scratch=$(mktemp -d)
started=()
cleanup() {
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${started[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$scratch"
}
trap cleanup EXIT
fail() {
  echo "$1"
  for log in dispatcher console; do echo "--- $log"; tail -n 15 "$scratch/$log" 2>/dev/null || true; done
  if [[ -n ${DISPLAY:-} && -n ${CAREHUB_E2E_KEEP:-} ]]; then import -window root "$CAREHUB_E2E_KEEP/console_failed.png" 2>/dev/null || true; fi
  exit 1
}

# Waits until a check says yes, at most 30 s.
until_true() {
  local what=$1
  shift
  local deadline=$((SECONDS + 30))
  until "$@"; do
    [[ $SECONDS -lt $deadline ]] || fail "gave up waiting: $what"
    sleep 0.1
  done
}

state() { "$bin/carehubctl" state --data "$scratch/data" --json; }
# Value of a Python expression over the state `s`.
ask() { state | python3 -c "import json,sys; s=json.load(sys.stdin); print($1)"; }
holds() { [[ $(ask "$1" 2>/dev/null) == True ]]; }

# An evening, so that crews and places are on duty whenever the test runs.
"$bin/carehub-dispatcher" --site "$root/assets/sites/isle-of-wight.toml" --data "$scratch/data" --start 2026-11-22T18:00:00Z \
  >"$scratch/dispatcher" 2>&1 &
started+=($!)
until_true "the dispatcher's endpoints" test -s "$scratch/data/endpoints.json"
"$bin/carehubctl" do --data "$scratch/data" ON CR1 >"$scratch/sign_on" 2>&1 || fail "CR1 did not sign on: $(cat "$scratch/sign_on")"
team=$(ask "[t['id'] for t in s['teams'] if t['status'] == 'available'][0]") || fail "no team is on duty"

# A display number that nobody uses, chosen by the server itself.
exec 3<>"$scratch/display_number"
Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp >"$scratch/xvfb" 2>&1 &
started+=($!)
until_true "a display" test -s "$scratch/display_number"
DISPLAY=:$(tr -d '\n' <"$scratch/display_number")
export DISPLAY
"$bin/carehub-console" --workspace operator --data "$scratch/data" --user a.reed --width 1366 --height 768 >"$scratch/console" 2>&1 &
console=$!
started+=("$console")
has_window() { xdotool search --name '^Carehub' >/dev/null 2>&1; }
until_true "the console's window" has_window
window=$(xdotool search --name '^Carehub' | head -n 1)
xdotool windowfocus "$window" 2>/dev/null || true

press() {
  xdotool keydown "$1"
  sleep 0.2
  xdotool keyup "$1"
}
# A line of the command line, typed like a person does.
command_line() {
  press slash
  xdotool type --delay 40 "$1"
  press Return
}

command_line 'NEW call_for_care "off food two days, muddled since noon" age=83 at=50.655,-1.155 need=confusion'
until_true "the new case" holds "len(s['cases']) == 1"
id=$(ask "s['cases'][0]['id']")
expect() { until_true "case $id $1" holds "any(c['id'] == $id and c['status'] == '$1' for c in s['cases'])"; }

command_line "A $id $team nearest and free"
expect allocated
command_line "EN $team"
expect en_route
command_line "OS $team"
expect on_scene
command_line "CL $team seen"
expect completed

kill -0 "$console" 2>/dev/null || fail "the console has ended"
holds "[c['outcome'] for c in s['cases'] if c['id'] == $id] == ['seen']" || fail "the outcome is not what was typed"
exported=$("$bin/carehubctl" export --data "$scratch/data" | head -n 1)
[[ $exported == *'"completed"'* ]] || fail "the export disagrees: $exported"
kill "${started[0]}"
wait "${started[0]}" || true
"$bin/carehubctl" verify "$scratch/data" >"$scratch/verify" 2>&1 || fail "the journal cannot be proved: $(cat "$scratch/verify")"
echo "case $id: registered, $team sent, on the way, on scene, closed; state and journal agree"
