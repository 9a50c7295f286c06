#!/bin/bash
# All tests: Go on SQLite and PostgreSQL with the race detector, web units, Chromium against the built binary.
# A stage that fails doesn't stop the others. BOARD_TEST_SKIP=postgres,browser leaves parts out, and says so.
set -uo pipefail
cd "$(dirname "$0")/.."

mine=$(mktemp -d)
counts=${BOARD_COUNTS:-$mine/counts}
export BOARD_COUNTS=$counts
# A folder of its own, so that a cluster somebody keeps running beside it is left alone.
cluster=${TMPDIR:-/tmp}/board-test-$$
started_postgres=''

finish() {
	[ -z "$started_postgres" ] || scripts/postgres.sh stop "$cluster"
	rm -rf "$mine"
}
trap finish EXIT
trap 'exit 130' INT TERM

skipped() {
	case ",${BOARD_TEST_SKIP:-}," in *",$1,"*) return 0 ;; *) return 1 ;; esac
}

say() { printf '\n== %s\n' "$*"; }

failed=0
say 'install what the tests need'
scripts/install.sh || exit 1

if skipped postgres; then
	say 'SKIPPED by BOARD_TEST_SKIP: tests on PostgreSQL'
	unset BOARD_TEST_POSTGRES
else
	say 'start PostgreSQL'
	started_postgres=yes
	BOARD_TEST_POSTGRES=$(scripts/postgres.sh start "$cluster") || exit 1
	export BOARD_TEST_POSTGRES
fi

say 'Go tests'
go test -json -race -timeout 9m -tags sqlite_fts5 ./... | node scripts/count.mjs go 'Go tests' || failed=1

say 'web unit tests'
(cd web && npx vitest run --reporter=default --reporter=json --outputFile.json="$mine/vitest.json")
node scripts/count.mjs vitest 'web unit tests' "$mine/vitest.json" || failed=1

if skipped browser; then
	say 'SKIPPED by BOARD_TEST_SKIP: tests in the browser'
else
	say 'browser tests'
	BOARD_E2E_RESULTS=$mine/playwright.json npm --prefix web run --silent e2e -- --project=desktop --project=phone
	node scripts/count.mjs playwright 'browser tests' "$mine/playwright.json" || failed=1
fi

[ -z "${BOARD_TEST_SKIP:-}" ] || say "BOARD_TEST_SKIP=$BOARD_TEST_SKIP: not everything was tested"
exit $failed
