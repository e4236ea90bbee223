#!/usr/bin/env bash
# A tenth hub, made by copying one file as docs/new-hub.md says: renamed, given its own places, checked, rehearsed and run.
set -euo pipefail
bin=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
dispatcher=
end() {
  [[ -n $dispatcher ]] && kill -TERM "$dispatcher" 2>/dev/null && wait "$dispatcher" 2>/dev/null
  rm -rf "$work"
}
trap end EXIT
fail() { echo "new_hub: $*" >&2; exit 1; }
expect() { # FILE TEXT
  grep -qF -- "$2" "$1" || { cat "$1" >&2; fail "expected: $2"; }
}

# 1: the copy, with a name of its own.
mkdir "$work/assets" && cp -r "$root/assets/clinical" "$root/assets/maps" "$work/assets/"
mkdir "$work/assets/sites"
site=$work/assets/sites/my-hub.toml
sed -e '0,/^id = "salford"/s//id = "my-hub"/' -e '0,/^name = "Salford"/s//name = "Tenth Hub"/' -e 's|maps/salford|maps/my-hub|' "$root/assets/sites/salford.toml" >"$site"
if "$bin/carehubctl" site check "$site" >"$work/unmapped.txt" 2>&1; then fail "a map that is not there was called good"; fi
expect "$work/unmapped.txt" "hub.map: '../maps/my-hub.toml'"
cp "$root/assets/maps/salford.toml" "$work/assets/maps/my-hub.toml"
"$bin/carehubctl" map check "$work/assets/maps/my-hub.toml" --site "$site" >"$work/map.txt" 2>&1 || { cat "$work/map.txt" >&2; fail "the map is refused"; }
expect "$work/map.txt" "good"

# 10: the check says what a newcomer gets wrong, and where.
sed -e '0,/^population = .*/s//population = "many"/' "$site" >"$work/assets/sites/wrong.toml"
if "$bin/carehubctl" site check "$work/assets/sites/wrong.toml" >"$work/wrong.txt" 2>&1; then fail "a wrong file was called good"; fi
expect "$work/wrong.txt" "population"
grep -qE '^[^:]*wrong\.toml:[0-9]+' "$work/wrong.txt" || { cat "$work/wrong.txt" >&2; fail "no file and line"; }

# 7, 8, 9: what was the other hub's may be deleted.
awk '/^\[\[(community|sharing|care_home)/{skip=1;next} /^\[/{skip=0} !skip' "$site" >"$work/assets/sites/bare.toml"
"$bin/carehubctl" site check "$work/assets/sites/bare.toml" >"$work/bare.txt" 2>&1 || { cat "$work/bare.txt" >&2; fail "a hub without partners is refused"; }
expect "$work/bare.txt" "good"

"$bin/carehubctl" site check "$site" >"$work/check.txt" 2>&1 || { cat "$work/check.txt" >&2; fail "the copy is refused"; }
expect "$work/check.txt" "good"

# 11: a day of it.
"$bin/carehubctl" rehearse --site "$site" --days 1 --step 60 >"$work/rehearsed.txt" || { cat "$work/rehearsed.txt" >&2; fail "rehearse"; }
expect "$work/rehearsed.txt" "Tenth Hub"

# 12: it runs, and takes a call.
"$bin/carehub-dispatcher" --site "$site" --data "$work/data" >"$work/ready.txt" 2>"$work/log.txt" &
dispatcher=$!
until [[ -s $work/ready.txt ]]; do
  kill -0 "$dispatcher" 2>/dev/null || { cat "$work/log.txt" >&2; fail "the dispatcher ended"; }
  read -rt 0.05 <> <(:) || true
done
"$bin/carehubctl" do --data "$work/data" --role operator --user a.reed new --source call_for_care --need falls --summary "Fall, not hurt" >"$work/number.txt" ||
  fail "no case was taken"
"$bin/carehubctl" state --data "$work/data" >"$work/state.txt"
expect "$work/state.txt" "Tenth Hub"
echo "new_hub: copied, checked, rehearsed and run"
