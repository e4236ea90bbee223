#!/usr/bin/env bash
# A window that is made larger and smaller: the console lives on, and the whole of the window is its new frame, at the top of it.
set -euo pipefail
bin=$1
# shellcheck source=tests/e2e/window.bash
source "$(dirname "${BASH_SOURCE[0]}")/window.bash"

# In a narrow window the bar has two lines, and the green dot stands in the upper one.
is_live() { has_colour 640x40+0+0 78BE20; }

start_dispatcher
start_display
"$bin/carehub-console" --workspace operator --data "$scratch/data" --user a.reed --width 900 --height 560 --scale 80 \
  --words "$scratch/words" >"$scratch/console" 2>&1 &
console=$!
started+=("$console")
until_true "the console's window" has_window
until_true "a live picture" is_live
window=$(xdotool search --name '^Carehub' | head -n 1)

panel=$(colour_at 3 3)       # the top bar's ground
command_ground() { colour_at 3 $(($1 - 4)); }
# The top bar goes over the whole width at the very top, the command line over it at the very bottom, and nothing of an
# older frame is between: below the top bar it is another colour.
fills() {
  kill -0 "$console" 2>/dev/null || fail "the console ended when its window became $1x$2"
  [[ $(colour_at 3 3) == "$panel" && $(colour_at $(($1 - 4)) 3) == "$panel" && $(command_ground "$2") == "$sunken" &&
    $(colour_at $(($1 - 4)) $(($2 - 4))) == "$sunken" && $(the_clock_at_the_top) -gt 0 ]]
}
# Light letters of the time and the counts, within the bar.
the_clock_at_the_top() { import -window root -crop 500x30+0+5 -depth 8 gray:- | python3 -c "
import sys
print(sum(1 for one in sys.stdin.buffer.read() if one > 200))"; }
sunken=$(command_ground 560)
[[ $panel != "$sunken" ]] || fail "the top bar and the command line look the same: $panel"
fills 900 560 || fail "the first frame does not fill its window"

for size in "1366 768" "1100 600" "1366 600" "800 768" "1366 768" "640 480" "1200 700"; do
  read -r width height <<<"$size"
  xdotool windowsize "$window" "$width" "$height"
  until_true "a frame that fills $width x $height" fills "$width" "$height"
  until_true "a live link at $width x $height" is_live
done
# As a hand that drags the corner: one size after the other, with no time between them.
for step in {1..60}; do
  xdotool windowsize "$window" $((700 + step * 11)) $((768 - step * 4))
done
until_true "a frame that fills the last size" fills 1360 528
for step in {1..60}; do
  xdotool windowsize "$window" $((1360 - step * 9)) $((528 + step * 3))
done
until_true "a frame that fills the last size" fills 820 708
kill -0 "$console" || fail "the console has ended"
echo "the window was made larger and smaller, at once and by steps; each time it was filled by a frame of its size"
