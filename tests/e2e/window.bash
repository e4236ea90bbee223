# For scenes that play in a real window: a hub of its own, a display of its own, keys as a person presses them.
# Sourced by NAME_test.sh after it has set `bin`; ends what it started, whichever way the scene ends.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
for tool in Xvfb xdotool import python3; do
  command -v "$tool" >/dev/null || { echo "skipped: $tool is not installed"; exit 77; }
done
for program in carehub-dispatcher carehub-console carehubctl; do
  [[ -x $bin/$program ]] || { echo "skipped: $program is not built"; exit 77; }
done

scratch=$(mktemp -d)
started=()
cleanup() {
  local pid
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${started[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$scratch"
}
trap cleanup EXIT
fail() {
  [[ -z ${CAREHUB_E2E_KEEP:-} ]] || state >"$CAREHUB_E2E_KEEP/state.json" 2>/dev/null || true
  echo "$1"
  local log
  for log in dispatcher console; do echo "--- $log"; tail -n 15 "$scratch/$log" 2>/dev/null || true; done
  echo "--- cases"
  ask "json.dumps([{k: c.get(k) for k in ('id', 'status', 'referral', 'triage', 'assignment')} for c in s['cases']])" 2>/dev/null | head -c 3000 || true
  if [[ -n ${DISPLAY:-} && -n ${CAREHUB_E2E_KEEP:-} ]]; then import -window root "$CAREHUB_E2E_KEEP/failed.png" 2>/dev/null || true; fi
  exit 1
}

# Waits until a check says yes, at most 60 s.
until_true() {
  local what=$1
  shift
  local deadline=$((SECONDS + 60))
  until "$@"; do
    [[ $SECONDS -lt $deadline ]] || fail "gave up waiting: $what"
    sleep 0.1
  done
}

state() { "$bin/carehubctl" state --data "$scratch/data" --json; }
# Value of a Python expression over the state `s`.
ask() { state | python3 -c "import json,sys; s=json.load(sys.stdin); print($1)"; }
holds() { [[ $(ask "$1" 2>/dev/null) == True ]]; }

# An evening, so that crews and places are on duty whenever the test runs; or at the time given. Sets `dispatcher`.
start_dispatcher() {
  local time=${1:-2026-11-22T18:00:00Z}
  rm -f "$scratch/data/endpoints.json"
  "$bin/carehub-dispatcher" --site "$root/assets/sites/isle-of-wight.toml" --data "$scratch/data" --start "$time" \
    >>"$scratch/dispatcher" 2>&1 &
  dispatcher=$!
  started+=("$dispatcher")
  until_true "the dispatcher's endpoints" test -s "$scratch/data/endpoints.json"
}

# A display of its own. The number is drawn here: a server left to find a free one (`-displayfd` alone) takes away the
# socket of another that does so at the same moment. A number in use ends the server, and the next is tried. -noreset:
# otherwise it starts anew when its last client goes, and whoever connects just then finds nobody.
start_display() {
  local server attempt
  for attempt in {1..20}; do
    DISPLAY=:$((1000 + RANDOM))
    : >"$scratch/display_ready"
    Xvfb "$DISPLAY" -noreset -displayfd 3 -screen 0 1366x768x24 -nolisten tcp 3>"$scratch/display_ready" >"$scratch/xvfb" 2>&1 &
    server=$!
    started+=("$server")
    until_true "a display" display_settled "$server"
    if [[ -s $scratch/display_ready ]]; then
      export DISPLAY
      return
    fi
  done
  fail "no display could be started: $(tail -n 3 "$scratch/xvfb")"
}
display_settled() { [[ -s $scratch/display_ready ]] || ! kill -0 "$1" 2>/dev/null; }

# The console of one workspace, once it shows a live hub. Sets `console`.
start_console() {
  start_display
  "$bin/carehub-console" --workspace "$1" --data "$scratch/data" --user "$2" --width 1366 --height 768 >"$scratch/console" 2>&1 &
  console=$!
  started+=("$console")
  until_true "the console's window" has_window
  until_true "the keyboard for the console" takes_keyboard
  until_true "a live picture" is_live
}
takes_keyboard() {
  local window
  window=$(xdotool search --name '^Carehub' | head -n 1)
  xdotool windowfocus "$window" 2>/dev/null && [[ $(xdotool getwindowfocus 2>/dev/null) == "$window" ]]
}
# The green dot beside the link's age, somewhere in the top bar.
is_live() { has_colour 500x1+200+24 78BE20; }
has_window() {
  kill -0 "$console" 2>/dev/null || fail "the console ended before it had a window"
  xdotool search --name '^Carehub' >/dev/null 2>&1
}

press() {
  xdotool keydown "$1"
  sleep 0.2
  xdotool keyup "$1"
}
write() { xdotool type --delay 40 "$1"; }
press_with_ctrl() {
  xdotool keydown ctrl
  press "$1"
  xdotool keyup ctrl
}
# The colour of one point of the screen, as "DA291C".
colour_at() { import -window root -crop "1x1+$1+$2" -depth 8 -format '%[hex:p{0,0}]' info: 2>/dev/null; }
# has_colour WIDTHxHEIGHT+X+Y COLOUR: somewhere in that box.
has_colour() { [[ $(import -window root -crop "$1" -depth 8 txt: 2>/dev/null | grep -c "#$2") -gt 0 ]]; }
is_colour() { [[ $(colour_at "$1" "$2") == "$3" ]]; }
is_not_colour() { [[ $(colour_at "$1" "$2") != "$3" ]]; }
