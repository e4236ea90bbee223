#!/usr/bin/env bash
# A navigator's hour in a real window, by keyboard: a Call for Care referral with a mistake in it, mended and registered;
# then its triage: red flags, need, the questions of its pathway, observations. State and journal must agree, and what was typed before the mistake must all be there. At last the
# hub dies and comes back: the screen must say so both times.
set -euo pipefail
bin=$1
# shellcheck source=tests/e2e/window.bash
source "$(dirname "${BASH_SOURCE[0]}")/window.bash"

start_dispatcher
"$bin/carehubctl" do --data "$scratch/data" ON CR1 >"$scratch/sign_on" 2>&1 || fail "CR1 did not sign on: $(cat "$scratch/sign_on")"
start_console navigator m.cole

tabs() {
  local i
  for ((i = 0; i < $1; ++i)); do press Tab; done
}

says_what_is_missing() { has_colour 400x14+390+84 FFB81C; }  # in bold amber

# The red flags, who rings, the person; the age is no age.
# Faster than the screen: all of this has come before the next frame is made, and none of it may be lost.
kill -STOP "$console"
press n
write 0
press Tab
kill -CONT "$console"
write 'Dr S. Obi, Sandown Health Centre'
press Tab
write '01983 555 0142'
press Tab
write 'Mabel Invented'
press Tab
write '999 000 0018'
press Tab
write 'eighty'
tabs 4
write '2 Invented Lane'
tabs 2
write 'Lake'
tabs 3
write 'New confusion'
press_with_ctrl Return
until_true "the words of what is missing" says_what_is_missing
holds "len(s['cases']) == 0" || fail "a referral with an age that is none was registered"

# The keyboard is in the field that is wrong: mend it, and register.
press_with_ctrl u
write 83
press_with_ctrl Return
until_true "the referral" holds "len(s['cases']) == 1"
id=$(ask "s['cases'][0]['id']")
expect() { until_true "$1" holds "[($2) for c in s['cases'] if c['id'] == $id] == [True]"; }
expect "all that was typed" "c['referral']['referrer'] == 'Dr S. Obi, Sandown Health Centre' and \
c['referral']['person']['name'] == 'Mabel Invented' and c['referral']['person']['nhs_number'] == '9990000018' and \
c['referral']['person']['age_years'] == 83 and c['referral']['location']['address'] == '2 Invented Lane' and \
c['referral']['location']['locality'] == 'Lake' and c['referral']['summary'] == 'New confusion'"
expect "the source, and a case that waits for triage" "c['referral']['source'] == 'call_for_care' and c['status'] == 'received'"
expect "that the red flags were asked" "[o['value'].startswith('no: breathless at rest, chest pain') for o in \
c['referral']['observations'] if o['name'] == 'asked'] == [True]"
expect "the navigator's name in its history" "c['history'][0]['by'] == 'M. Cole (navigator)'"

# Triage: the case on the worklist, one red flag answered and none of the others, the need, its questions as they come,
# two observations, sent.
press Down
press t
write n0
write c
press Tab
write ny
tabs 2
write 18
press Tab
write 97
press_with_ctrl Return
expect "the triage" "c.get('triage', {}).get('need') == 'confusion'"
expect "every answer, and what follows from the observations" "{f['fact']: f['value'] for f in c['triage']['facts']}.items() >= \
{'not_breathing': 'no', 'chest_pain': 'no', 'violence': 'no', 'head_injury': 'no', 'lives_alone': 'yes', 'resp_rate': '18', \
'spo2': '97', 'news2_points': '0', 'news2_complete': 'no'}.items()"
expect "the rule that fired" "'confusion.alone' in c['triage']['rules']"
expect "the observations as told" "[(o['name'], o['value']) for o in c['referral']['observations'] if o['name'] != 'asked'] == \
[('breaths', '18 /min'), ('oxygen saturation', '97 %'), ('SpO2 scale', '1')]"
expect "its two hours, from the call on" "[k for k in c['clocks'] if k['kind'] == 'two_hour' and k['outcome'] == 'running'] != []"
expect "an answer: somebody is proposed" "c['status'] == 'proposed' and c.get('assignment') is not None"
two_hours=$(ask "[(lambda t: (t(k['due']) - t(k['started'])).total_seconds())(lambda x: __import__('datetime').datetime.fromisoformat(x[:19])) for c in s['cases'] for k in c['clocks'] if k['kind'] == 'two_hour'][0]")
[[ $two_hours == 7200.0 ]] || fail "the clock runs $two_hours seconds, not two hours"

# The hub dies: within seconds the whole frame is red. It comes back: the red goes.
red=DA291C
is_not_colour 2 400 "$red" || fail "the frame is red although the hub lives"
{ kill -9 "$dispatcher" && wait "$dispatcher"; } 2>/dev/null || true
until_true "a red frame once the hub is gone" is_colour 2 400 "$red"
is_colour 1363 400 "$red" || fail "the frame is not red on the right"
start_dispatcher
until_true "the frame without red once the hub is back" is_not_colour 2 400 "$red"
kill -0 "$console" 2>/dev/null || fail "the console has ended"
expect "the case after the restart" "c.get('triage', {}).get('need') == 'confusion'"

exported=$("$bin/carehubctl" export --data "$scratch/data" | head -n 1)
[[ $exported == *'Mabel Invented'* && $exported == *'"confusion"'* ]] || fail "the export disagrees: $exported"
kill "$dispatcher"
wait "$dispatcher" || true
"$bin/carehubctl" verify "$scratch/data" >"$scratch/verify" 2>&1 || fail "the journal cannot be proved: $(cat "$scratch/verify")"
echo "case $id: refused while wrong, registered, triaged, two hours running; the dead hub was shown and came back"
