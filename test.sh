#!/usr/bin/env bash
# Runs every test. Installs what they need when it is missing (Chromium and PostgreSQL from Debian, npm packages by the lock files);
# what cannot be installed is reported as skipped with the reason, or as failed with REQUIRE_ALL=1.
# Usage: ./test.sh [xunit filter options], such as ./test.sh --filter-class '*TranscriptTests'
set -uo pipefail
cd "$(dirname "$0")"

install() { # COMMAND-OR-FILE PACKAGE
  if command -v "$1" >/dev/null 2>&1 || [ -e "$1" ]; then return; fi
  if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing $2 ..."
    [ -n "${updated:-}" ] || { apt-get update -qq >/dev/null 2>&1; updated=1; }
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" >/dev/null 2>&1 || echo "$2 could not be installed; its tests will say so."
  else
    echo "$2 is missing and can't be installed here (needs apt-get and root); its tests will say so."
  fi
}

install chromium chromium
ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || install /usr/lib/postgresql postgresql
for folder in Tests/Clients Tests/Clients/*/; do
  [ -f "$folder/package-lock.json" ] && [ ! -d "$folder/node_modules" ] && (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
done

dotnet build Assistant.sln -v q --nologo || { echo "0 passed, 1 failed"; exit 1; }

log=$(mktemp)
progress=(); [ -t 1 ] || progress=(--no-progress)
dotnet run --no-build --project Tests -- "${progress[@]}" "$@" 2>&1 | tee "$log"
code=${PIPESTATUS[0]}
count() { sed -n "s/^ *$1: *\([0-9][0-9]*\).*/\1/p" "$log" | tail -1; }
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
# Once more at the end, where the last lines of a long output are read.
[ "$code" = 0 ] || { echo "What failed:"; awk '/^failed /{on=1; lines=0} /^(passed|skipped) |^Test run summary/{on=0} on && lines++ < 20' "$log"; }
rm -f "$log"
[ "$code" = 0 ] || [ "${failed:-0}" != 0 ] || failed=1
echo "${passed:-0} passed, ${failed:-1} failed, ${skipped:-0} skipped"
exit "$code"
