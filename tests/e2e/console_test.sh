#!/usr/bin/env bash
# One call from intake to its close, in a real window: the control room's command line registers a case, sends a team,
# reports it on the way; the mouse drags the visit to another team, which is then on scene and clear. State, journal and
# screen must agree.
set -euo pipefail
bin=$1
# shellcheck source=tests/e2e/window.bash
source "$(dirname "${BASH_SOURCE[0]}")/window.bash"

start_dispatcher
for id in CR1 CR2; do
  "$bin/carehubctl" do --data "$scratch/data" ON $id >"$scratch/sign_on" 2>&1 || fail "$id did not sign on: $(cat "$scratch/sign_on")"
done
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

# The visit stands on the timeline as a block of its own colour: the middle of the highest one, where the mouse takes it.
middle=569 below_map=400 width=490 height=240
block() {
  import -window root -crop "${width}x$height+$middle+$below_map" -depth 8 rgb:- | python3 -c "
import sys
pixels, width, height = sys.stdin.buffer.read(), $width, $height
is_block = lambda x, y: pixels[3 * (y * width + x):][:3] == bytes.fromhex('35506A')
runs = []
for x in range(width):
    run = 0
    for y in range(height):
        run = run + 1 if is_block(x, y) else 0
        if run: runs.append((run, -x, y - run // 2))
highest = max(runs)
columns = [-x for run, x, y in runs if run == highest[0]]
if highest[0] >= 12: print(max(columns) - 5 + $middle, highest[2] + $below_map)"
}
sees_block() { [[ -n $(block) ]]; }
until_true "the visit on the timeline" sees_block
read -r x y <<<"$(block)"
xdotool mousemove "$x" "$y" mousedown 1
until_true "the visit to be chosen" has_colour "60x60+$((x - 55))+$((y - 30))" 41B6E6
# What says where the visit would land stands beside the mouse.
ghost=1A2532
# Over some seconds, so that frames in which nothing happens come in between: the drag goes on.
the_clock() { import -window root -crop 300x30+90+8 -depth 8 rgb:- | md5sum; }
clock_moved_on() { [[ $(the_clock) != "$before" ]]; }
for step in 11 22 33 44; do
  xdotool mousemove "$x" $((y + step))
  before=$(the_clock)
  until_true "the next second" clock_moved_on
  has_colour "160x120+$((x + 10))+$((y + step - 60))" "$ghost" || fail "the drag was let go $step pixels from its start"
done
xdotool mouseup 1
write "they know her"
press Return
until_true "another team with its reason" holds "[c['assignment']['override_reason'] for c in s['cases'] if c['id'] == $id] == ['they know her']"
other=$(ask "[c['assignment']['unit'] for c in s['cases'] if c['id'] == $id][0]")
[[ $other != "$team" ]] || fail "the visit was dragged away from $team and is still with it"
team=$other

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
echo "case $id: registered, sent, dragged to $team, on the way, on scene, closed; state and journal agree"
