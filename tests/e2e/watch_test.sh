#!/usr/bin/env bash
# The workspaces as text beside a real hub: lines through a pipe as a screen reader's user or a script gives them, and a
# terminal with single keys. Then the hub dies and comes back, and both are told.
set -euo pipefail
bin=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
for tool in python3; do
  command -v "$tool" >/dev/null || { echo "skipped: $tool is not installed"; exit 77; }
done
for program in carehub-dispatcher carehubctl; do
  [[ -x $bin/$program ]] || { echo "skipped: $program is not built"; exit 77; }
done
scratch=$(mktemp -d)
dispatcher=
cleanup() {
  [[ -z $dispatcher ]] || kill "$dispatcher" 2>/dev/null || true
  [[ -z $dispatcher ]] || wait "$dispatcher" 2>/dev/null || true
  rm -rf "$scratch"
}
trap cleanup EXIT
fail() {
  echo "$1"
  [[ ! -f ${2:-/nonexistent} ]] || cat "$2"
  exit 1
}
start_dispatcher() {
  rm -f "$scratch/data/endpoints.json"
  "$bin/carehub-dispatcher" --site "$root/assets/sites/isle-of-wight.toml" --data "$scratch/data" --start 2026-11-22T18:00:00Z \
    >>"$scratch/dispatcher" 2>&1 7>&- &
  dispatcher=$!
  local deadline=$((SECONDS + 60))
  until [[ -s $scratch/data/endpoints.json ]]; do
    [[ $SECONDS -lt $deadline ]] || fail "the dispatcher did not start" "$scratch/dispatcher"
    sleep 0.1
  done
}
watch_lines() { "$bin/carehubctl" watch --data "$scratch/data" --user a.reed "$@"; }
has() { grep -qF -- "$2" "$1" || fail "expected “$2” in:" "$1"; }
has_not() { ! grep -qF -- "$2" "$1" || fail "did not expect “$2” in:" "$1"; }

start_dispatcher
"$bin/carehubctl" do --data "$scratch/data" ON CR1 >/dev/null
number=$("$bin/carehubctl" do --data "$scratch/data" new --source call_for_care --narrative "Confused since Friday" \
  --place 50.65,-1.17 --age 83 --need crisis --kind confusion --priority 1)

# Each line is done before the next is read, with the words of the console's command line.
printf '%s\n' "show $number" "TRY N $number key with neighbour" "N $number key with neighbour" "show $number" cases alerts options why \
  timeline quit "N $number after the end" | watch_lines >"$scratch/lines" || fail "good lines did not end with 0" "$scratch/lines"
has "$scratch/lines" "CASE $number: Confused since Friday, 83"
has "$scratch/lines" "OPTIONS for $number"
has "$scratch/lines" "would note on $number"
has "$scratch/lines" "sending: note on $number"
has "$scratch/lines" "answer: N $number key with neighbour"
has "$scratch/lines" "note: key with neighbour"
has "$scratch/lines" "CASES by time left"
has_not "$scratch/lines" "after the end"
has_not "$scratch/lines" $'\x1b'

if printf 'A 9999 CR1\nfoo\nA\n' | watch_lines >"$scratch/wrong"; then fail "wrong lines ended with 0" "$scratch/wrong"; fi
has "$scratch/wrong" "error: there is no case 9999"
has "$scratch/wrong" "“foo” is no verb"

watch_lines --workspace navigator --once >"$scratch/navigator" || fail "no worklist" "$scratch/navigator"
has "$scratch/navigator" "WORKLIST by time left"
watch_lines --workspace board --once >"$scratch/board" || fail "no board" "$scratch/board"
has "$scratch/board" "CAPACITY (no patient data)"
has_not "$scratch/board" "$number"
status=0
watch_lines --workspace board --role operator --once >"$scratch/refused" 2>&1 || status=$?
[[ $status -eq 2 ]] || fail "an operator's key got the board" "$scratch/refused"

python3 "$root/tests/e2e/watch_terminal.py" "$bin" "$scratch/data" "$number" || fail "the terminal"

# What others do is said by itself; that the hub is gone, and that it is back, too.
mkfifo "$scratch/in"
watch_lines --plain <"$scratch/in" >"$scratch/told" 2>&1 &
watching=$!
exec 7>"$scratch/in"
until_said() {
  local deadline=$((SECONDS + 60))
  until grep -qF -- "$1" "$scratch/told"; do
    [[ $SECONDS -lt $deadline ]] || fail "never said: $1" "$scratch/told"
    sleep 0.1
  done
}
until_said "write OVERVIEW"
"$bin/carehubctl" do --data "$scratch/data" C "$number" >/dev/null
until_said "claimed by"
kill -9 "$dispatcher"
wait "$dispatcher" 2>/dev/null || true
dispatcher=
until_said "link: stale since"
echo "show $number" >&7
until_said "CASE $number"
start_dispatcher
until_said "link: live again"
[[ $(grep -c "stale since" "$scratch/told") -le 2 ]] || fail "that the link is stale was said again and again" "$scratch/told"
exec 7>&-
wait "$watching" || fail "it did not end with its input" "$scratch/told"
