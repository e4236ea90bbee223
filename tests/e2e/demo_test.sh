#!/usr/bin/env bash
# ./carehub demo without a display: calls arrive and are shown as text; Ctrl-C ends everything it started.
set -euo pipefail
bin=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
if [[ $bin != "$root/build/release/bin" ]]; then
  echo "skipped: the demo runs the release build, this is another"
  exit 77
fi

scratch=$(mktemp -d)
demo=
trap '[[ -z $demo ]] || kill -INT -- "-$demo" 2>/dev/null || true; rm -rf "$scratch"' EXIT

# A session of its own, so that Ctrl-C can be sent to exactly what the demo started; a shell's background job would ignore it.
as_on_a_terminal='import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.setsid(); os.execvp(sys.argv[1], sys.argv[1:])'
env -u DISPLAY -u WAYLAND_DISPLAY python3 -c "$as_on_a_terminal" "$root/carehub" demo --speed 60 >"$scratch/out" 2>"$scratch/err" &
demo=$!

deadline=$((SECONDS + 90))
until grep -qE '\b10[0-9]{2}\b' "$scratch/out" && grep -q 'Isle of Wight' "$scratch/out"; do
  if [[ $SECONDS -gt $deadline ]] || ! kill -0 "$demo" 2>/dev/null; then
    echo "the demo showed no case"; tail -n 20 "$scratch/out" "$scratch/err"; exit 1
  fi
  sleep 0.2
done
grep -q 'no display' "$scratch/err" || { echo "it did not say that there is no display"; cat "$scratch/err"; exit 1; }

kill -INT -- "-$demo"
wait "$demo" || true
command -v pgrep >/dev/null || { echo "pgrep is missing (package procps)"; exit 1; }
left=$(pgrep -g "$demo" || true)
demo=
[[ -z $left ]] || { echo "still running after Ctrl-C: $left"; exit 1; }
grep -q 'demo ended' "$scratch/err" || { echo "it did not end cleanly"; cat "$scratch/err"; exit 1; }
grep -E 'waiting|open' "$scratch/out" | head -n 3
