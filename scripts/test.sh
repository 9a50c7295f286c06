#!/bin/bash
# All tests: Go on SQLite and PostgreSQL with the race detector, web units, Chromium against the built binary.
# A stage that fails doesn't stop the others. BOARD_TEST_SKIP=postgres,browser leaves parts out, and says so.
set -uo pipefail
cd "$(dirname "$0")/.."

mine=$(mktemp -d)
trap 'rm -rf "$mine"' EXIT
export BOARD_COUNTS=${BOARD_COUNTS:-$mine/counts}

say() { printf '\n== %s\n' "$*"; }

failed=0
say 'install what the tests need'
scripts/install.sh || exit 1

say 'Go tests'
scripts/with-postgres.sh go test -json -race -timeout 9m -tags sqlite_fts5 ./... |
	node scripts/count.mjs go 'Go tests' || failed=1

say 'web unit tests'
(cd web && npx vitest run --reporter=default --reporter=json --outputFile.json="$mine/vitest.json")
node scripts/count.mjs vitest 'web unit tests' "$mine/vitest.json" || failed=1

case ",${BOARD_TEST_SKIP:-}," in
*,browser,*)
	say 'SKIPPED by BOARD_TEST_SKIP: tests in the browser'
	;;
*)
	say 'browser tests'
	BOARD_E2E_RESULTS=$mine/playwright.json npm --prefix web run --silent e2e -- --project=desktop --project=phone
	node scripts/count.mjs playwright 'browser tests' "$mine/playwright.json" || failed=1
	;;
esac

[ -z "${BOARD_TEST_SKIP:-}" ] || say "BOARD_TEST_SKIP=$BOARD_TEST_SKIP: not everything was tested"
exit $failed
