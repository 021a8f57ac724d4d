#!/usr/bin/env bash
# Renews every lock file here from its .in file. Needs `uv` on PATH or as the first argument.
#   requirements/lock.sh                 keep the pinned versions where they still fit
#   requirements/lock.sh uv --upgrade    move everything to the newest versions
# Later sets are constrained by earlier ones, so that no two sets ever disagree about a version.
set -euo pipefail
cd "$(dirname "$0")"
uv=${1:-uv}
shift || true
before=()
for set in services cli local test check bench node deploy edge sbom advisories; do
  "$uv" pip compile "$set.in" --output-file "$set.txt" --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --custom-compile-command "requirements/lock.sh" --quiet \
    ${before[@]+"${before[@]}"} "$@"
  before+=(--constraint "$set.txt")
done
