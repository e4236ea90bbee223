#!/usr/bin/env bash
# One call from intake to its close, by keyboard, in a real window: the control room's command line registers a case,
# sends a team, reports it on the way, on scene and clear; then state, journal and screen must agree.
set -euo pipefail
bin=$1
# shellcheck source=tests/e2e/window.bash
source "$(dirname "${BASH_SOURCE[0]}")/window.bash"

start_dispatcher
"$bin/carehubctl" do --data "$scratch/data" ON CR1 >"$scratch/sign_on" 2>&1 || fail "CR1 did not sign on: $(cat "$scratch/sign_on")"
team=$(ask "[t['id'] for t in s['teams'] if t['status'] == 'available'][0]") || fail "no team is on duty"

start_console operator a.reed

# A line of the command line, typed like a person does.
command_line() {
  press slash
  write "$1"
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
kill "$dispatcher"
wait "$dispatcher" || true
"$bin/carehubctl" verify "$scratch/data" >"$scratch/verify" 2>&1 || fail "the journal cannot be proved: $(cat "$scratch/verify")"
echo "case $id: registered, $team sent, on the way, on scene, closed; state and journal agree"
