#!/bin/bash
# kill -9 of the real dispatcher at random moments under load. CAREHUB_KILLS sets how often; 60 unless told.
# Second part, the positive control: a dispatcher that acknowledges before its commit must be found out.
set -eu
bin=$1
site=$(cd "$(dirname "$0")/../.." && pwd)/assets/sites/isle-of-wight.toml

"$bin/carehub-kill-harness" --program "$bin/carehub-dispatcher" --site "$site" --rounds "${CAREHUB_KILLS:-60}"
"$bin/carehub-kill-harness" --program "$bin/carehub-early-dispatcher" --site "$site" --rounds 100 --verify-every 5 --expect-loss
