#!/bin/bash
# kill -9 of the real dispatcher at random moments under load, 200 times; CAREHUB_KILLS sets another number.
# Second part, the positive control: a dispatcher that acknowledges before its commit must be found out.
set -eu
bin=$1
kills=${CAREHUB_KILLS:-200}
site=$(cd "$(dirname "$0")/../.." && pwd)/assets/sites/isle-of-wight.toml
harness() { "$bin/carehub-kill-harness" --site "$site" "$@"; }

# Two hubs at a time: each waits for its disk most of the time.
harness --program "$bin/carehub-dispatcher" --rounds $((kills / 2)) &
other=$!
harness --program "$bin/carehub-dispatcher" --rounds $((kills - kills / 2)) || { wait "$other" || true; exit 1; }
wait "$other"
harness --program "$bin/carehub-early-dispatcher" --rounds 100 --verify-every 5 --expect-loss
