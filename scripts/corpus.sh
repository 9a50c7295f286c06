#!/bin/bash
# The large public sets: sends them through the API and looks at the screens that show them. $1 is their folder.
set -uo pipefail
cd "$(dirname "$0")/.."

for part in xss robustness cloaked wordlists; do
	if [ ! -d "${1:-}/$part" ]; then
		echo "board: make corpus needs DATA=folder with xss/, robustness/, cloaked/ and wordlists/ in it; '${1:-}' has no $part" >&2
		exit 1
	fi
done
scripts/install.sh || exit 1

mine=$(mktemp -d)
trap 'rm -rf "$mine"' EXIT
BOARD_CORPUS=$(cd "$1" && pwd)
export BOARD_CORPUS

failed=0
scripts/with-postgres.sh go test -json -timeout 9m -tags 'sqlite_fts5 corpus' -run '^TestCorpus' ./... |
	node scripts/count.mjs go 'corpus, Go' || failed=1
BOARD_E2E_RESULTS=$mine/playwright.json npm --prefix web run --silent e2e -- --project=corpus
node scripts/count.mjs playwright 'corpus, browser' "$mine/playwright.json" || failed=1
exit $failed
