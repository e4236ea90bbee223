#!/usr/bin/env bash
# Three Call for Care referrals, from the first ring to the response that is booked, by keyboard in a real window, with every
# key counted. A trained navigator has 60 seconds of interaction for each: at 200 keys a minute (40 words a minute, a slow
# typist) that is 200 keys.
set -euo pipefail
bin=$1
# shellcheck source=tests/e2e/window.bash
source "$(dirname "${BASH_SOURCE[0]}")/window.bash"

start_dispatcher
for team in CR1 CR2 FR2 DN3 PM1; do
  "$bin/carehubctl" do --data "$scratch/data" ON "$team" >"$scratch/sign_on" 2>&1 || fail "$team did not sign on: $(cat "$scratch/sign_on")"
done
start_console navigator m.cole

keys=0
key() { press "$1"; keys=$((keys + 1)); }
keys_with_ctrl() { press_with_ctrl "$1"; keys=$((keys + 1)); }
typed() { write "$1"; keys=$((keys + ${#1})); }
tab() { local i; for ((i = 0; i < ${1:-1}; ++i)); do key Tab; done; }

# NAME, who rings, their number, the person, NHS number, age, address, place, what is the matter: the form.
refer() {
  key n
  typed 0 # none of the red flags
  tab
  typed "$1"
  tab
  typed "$2"
  tab
  typed "$3"
  tab
  typed "$4"
  tab
  typed "$5"
  tab 4
  typed "$6"
  tab 2
  typed "$7"
  tab 3
  typed "$8"
  keys_with_ctrl Return
}

booked=0
# What it was, the case, the keys: at least somebody is sent, and in time.
finish() { # NAME NEED
  booked=$((booked + 1))
  until_true "$1: a need and a proposal" holds "len([c for c in s['cases'] if c.get('triage', {}).get('need') == '$2' and c.get('assignment')]) == 1"
  key Return # the first pathway
  until_true "$1: the response is booked" holds "[c['status'] in ('allocated', 'booked', 'signposted') for c in s['cases'] if c.get('triage', {}).get('need') == '$2'] == [True]"
  local unit
  unit=$(ask "[c['assignment']['unit'] for c in s['cases'] if c.get('triage', {}).get('need') == '$2'][0]")
  echo "$1: $keys keys, $unit"
  [[ $keys -le 200 ]] || fail "$1 took $keys keys, more than 200"
  keys=0
}

refer 'Dr S. Obi, Sandown' '01983 555 0142' 'Mabel Invented' '999 000 0018' 83 '2 Invented Lane' Lake 'New confusion'
until_true "the first referral" holds "len(s['cases']) == 1"
key Down
key t
typed 0c # no red flag; confusion
key Tab
typed ny # no head injury; lives alone
keys_with_ctrl Return
finish "new confusion, from a GP" confusion

refer 'Nurse at Elm Court' '01983 555 0177' 'Albert Made-Up' '999 000 0026' 79 '9 Elm Court' Newport 'Catheter blocked'
until_true "the second referral" holds "len(s['cases']) == 2"
key Down
key t
typed 0cc # no red flag; the second need with a C
key Tab
keys_with_ctrl Return
finish "blocked catheter, from a nurse" catheter

refer 'Paramedic 4417' '01983 555 0190' 'Ivy Pretended' '999 000 0034' 88 '5 Sea Road' Ryde 'Fell, not hurt'
until_true "the third referral" holds "len(s['cases']) == 3"
key Down
key t
typed 0f
key Tab
typed nnny # head, blood thinners, injury: no; up again
keys_with_ctrl Return
finish "a fall without injury, from a paramedic" falls
[[ $booked == 3 ]] || fail "$booked referrals were booked"
