#!/usr/bin/env bash
# A wall display that nobody looks after: it waits for a screen and for a hub, comes back from a dispatcher that was killed, from
# a screen that was lost and from standing still, heeds no key, and ends when it is told to.
set -euo pipefail
bin=$1
# shellcheck source=tests/e2e/window.bash
source "$(dirname "${BASH_SOURCE[0]}")/window.bash"

DISPLAY=:$((1000 + RANDOM))
export DISPLAY XDG_CONFIG_HOME=$scratch XDG_DATA_HOME=$scratch
red=DA291C

# Sets `server`.
start_server() {
  Xvfb "$DISPLAY" -noreset -screen 0 1366x768x24 -nolisten tcp >>"$scratch/xvfb" 2>&1 &
  server=$!
  started+=("$server")
  until_true "a display" xdotool getmouselocation
}
shows_window() { xdotool search --name '^Carehub' >/dev/null 2>&1; }
# The first line holds the link, the strip below both lines the banner.
says_live() { has_colour 1366x46+0+0 78BE20; }
says_old() { ! says_live && has_colour 900x20+200+105 $red; }
says_present() { says_live && ! has_colour 900x20+200+105 $red; }

"$bin/carehub-console" --wall --wall-patience 8 --data "$scratch/data" --width 1366 --height 768 >"$scratch/console" 2>&1 &
wall=$!
started+=("$wall")
until_true "a word about the missing screen" grep -q "it comes back in" "$scratch/console"
start_server
until_true "a window, once there is a screen" shows_window
start_dispatcher
until_true "a live board, once there is a hub" says_present

kill -9 "$dispatcher"
until_true "the red line while the dispatcher is gone" says_old
for key in F11 slash Escape ctrl+l; do xdotool key "$key"; done
start_dispatcher
until_true "a live board again" says_present

kill -9 "$server"
wait "$server" 2>/dev/null || true
start_server
until_true "a window on the screen that came back" shows_window
until_true "a live board on it" says_present
kill -0 "$wall" || fail "the wall display has ended"

display=$(pgrep -P "$wall")
kill -STOP "$display"
until_true "a word about a display that stands still" grep -q "stood still for 8 s" "$scratch/console"
until_true "a live board after it stood still" says_present
[[ $(pgrep -P "$wall") != "$display" ]] || fail "the display that stood still is still there"

kill "$wall"
status=0
wait "$wall" || status=$?
[[ $status == 0 ]] || fail "told to end, it ended with status $status"
! shows_window || fail "its window is still there"
echo "the wall display waited for screen and hub, came back from a killed dispatcher, a lost screen and standing still, and ended when told"
