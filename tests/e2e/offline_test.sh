#!/usr/bin/env bash
# The dispatcher goes away while people work. Notes, reports and new referrals are kept on the console's disk, survive the
# console's own end, and reach the hub once, with the time at which they were given. A decision is not kept. What the hub
# refuses when it is back stays until a person has looked.
set -euo pipefail
bin=$1
export XDG_DATA_HOME
# shellcheck source=tests/e2e/window.bash
source "$(dirname "${BASH_SOURCE[0]}")/window.bash"
XDG_DATA_HOME=$scratch/own
kept=$XDG_DATA_HOME/carehub/kept

ctl() { "$bin/carehubctl" do --data "$scratch/data" "$@" >"$scratch/ctl" 2>&1 || fail "carehubctl do $*: $(cat "$scratch/ctl")"; }
kept_files() { find "$kept" -name '*.kept' 2>/dev/null | wc -l; }
keeps() { [[ $(kept_files) == "$1" ]]; }
holds_words() { grep -rqa "$1" "$kept"; }
command_line() {
  press slash
  write "$1"
  press Return
}
# A red frame is drawn round the screen of a console whose hub is not heard.
is_stale() { is_colour 4 400 DA291C; }
is_fresh() { is_not_colour 4 400 DA291C; }
end_console() {
  kill -9 "$console"
  wait "$console" 2>/dev/null || true
}
start_console_again() {
  "$bin/carehub-console" --workspace operator --data "$scratch/data" --user a.reed --width 1366 --height 768 >>"$scratch/console" 2>&1 &
  console=$!
  started+=("$console")
  until_true "the console's window" has_window
  until_true "the keyboard for the console" takes_keyboard
}

start_dispatcher
ctl ON CR1
ctl ON CR2
start_console operator a.reed
command_line 'NEW call_for_care "off food two days, muddled since noon" age=83 at=50.655,-1.155 need=confusion'
until_true "the new case" holds "len(s['cases']) == 1"
id=$(ask "s['cases'][0]['id']")
team=$(ask "[t['id'] for t in s['teams'] if t['status'] == 'available'][0]")
ctl A "$id" "$team" "nearest and free"
ctl EN "$team"
until_true "everything of a live hub to be let go of" keeps 0

kill -9 "$dispatcher"
wait "$dispatcher" 2>/dev/null || true
until_true "the stale frame" is_stale
command_line "N $id her daughter has the key"
until_true "the note on the disk" keeps 1
command_line "OS $team"
until_true "the report on the disk" keeps 2
command_line 'NEW call_for_care "fell in the garden, cannot get up" age=79 at=50.70,-1.29 need=fall'
until_true "the referral on the disk" keeps 3
command_line "X $id went to her daughter"
command_line "N $id second note"
until_true "the second note on the disk" keeps 4
if holds_words "went to her daughter"; then fail "a decision was kept"; fi

end_console
start_dispatcher 2026-11-22T18:20:00Z
start_console_again
until_true "everything sent" keeps 0
until_true "the new referral at the hub" holds "len(s['cases']) == 2"
holds "[c['status'] for c in s['cases'] if c['id'] == $id] == ['on_scene']" || fail "the report did not reach the hub"
for words in "her daughter has the key" "second note"; do
  holds "sum('$words' in h['what'] for c in s['cases'] for h in c['history']) == 1" || fail "the note '$words' is not there once"
done
# Later than it happened, and said so: when it was given stands beside when it was recorded.
holds "all('happened' in h and h['happened'] < h['at'] for c in s['cases'] for h in c['history'] if 'daughter has the key' in h['what'])" ||
  fail "the note has lost the time at which it was given"
until_true "a live console" is_fresh

# The hub goes again; meanwhile somebody else ends the visit, so that what is given here cannot be.
kill -9 "$dispatcher"
wait "$dispatcher" 2>/dev/null || true
until_true "the stale frame again" is_stale
command_line "CL $team seen"
until_true "the report on the disk" keeps 1
end_console
start_dispatcher 2026-11-22T18:30:00Z
ctl CL "$team" no_contact "nobody at home"
start_console_again
until_true "the hub's refusal beside what was given" holds_words "$team is available"
keeps 1 || fail "what was refused is not kept"
press F12
write d
until_true "it to be let go of, once looked at" keeps 0
kill -0 "$console" || fail "the console has ended"
echo "two notes, a report and a referral reached the hub once with their times; a refused report waited for a person"
