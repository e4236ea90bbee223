#!/usr/bin/env bash
# A look back in a real window: what was is shown in its own colour, keys move through it, nothing that is pressed reaches
# the hub, and who looked stands in the dispatcher's log. The reasons of then are printed by carehubctl as well.
set -euo pipefail
bin=$1
# shellcheck source=tests/e2e/window.bash
source "$(dirname "${BASH_SOURCE[0]}")/window.bash"

ctl() { "$bin/carehubctl" "$@" --data "$scratch/data"; }
start_dispatcher
ctl "do" ON CR1 >"$scratch/sign_on" 2>&1 || fail "CR1 did not sign on: $(cat "$scratch/sign_on")"
ctl "do" 'NEW call_for_care "off food two days, muddled since noon" age=83 at=50.655,-1.155 need=confusion' >"$scratch/new" 2>&1 ||
  fail "no case was registered: $(cat "$scratch/new")"
until_true "a proposal" holds "any(c['status'] == 'proposed' for c in s['cases'])"
id=$(ask "s['cases'][0]['id']")

# Before it was registered it was not there; at this moment there are reasons.
if ctl why "$id" --at 2026-11-22T18:00 >"$scratch/why" 2>&1; then fail "a wrong time was taken: $(cat "$scratch/why")"; fi
grep -q "write a time" "$scratch/why" || fail "a wrong time is not explained: $(cat "$scratch/why")"
if ctl why "$id" --at 18:00 >"$scratch/why" 2>&1; then fail "a case was shown before it was registered"; fi
grep -q "was not then in the picture" "$scratch/why" || fail "what was not there is not explained: $(cat "$scratch/why")"
ctl why "$id" --at +0 >"$scratch/why" 2>&1 || fail "no reasons of a moment ago: $(cat "$scratch/why")"
grep -q "Chosen" "$scratch/why" || fail "the reasons of then name nobody: $(cat "$scratch/why")"

# The bar of a replay has a colour that no live screen has.
replayed=7A48B4
is_live() { has_colour 300x10+20+56 $replayed; }
start_console replay a.reed
events() { ask "s['sequence']"; }
before=$(events)
press End
press Down
for key in Return 1 Return Escape k F8 Return F9 t Escape; do press "$key"; done
write '18:00'
press Return
press space
press_with_ctrl Left
write '/A'
press Return
press Escape
status=$(ask "s['cases'][0]['status']")
[[ $status == proposed ]] || fail "the case is $status: something was sent from a replay"
kill -0 "$console" 2>/dev/null || fail "the console ended"
is_live || fail "the replay is no longer marked as one"
grep -q "CH113 replay: a.reed as operator" "$scratch/dispatcher" || fail "who looked back is not in the log"
[[ $(events) -lt $((before + 60)) ]] || fail "a replay made events: from $before to $(events)"
echo "replay: case $id as it was; nothing was sent; the log says who looked"
