#!/bin/bash
# Runs a command with a PostgreSQL cluster of its own, which BOARD_TEST_POSTGRES names, and stops it whatever happens.
# BOARD_TEST_SKIP=postgres runs the command without one.
set -uo pipefail
cd "$(dirname "$0")/.."

case ",${BOARD_TEST_SKIP:-}," in
*,postgres,*)
	echo 'SKIPPED by BOARD_TEST_SKIP: everything on PostgreSQL'
	unset BOARD_TEST_POSTGRES
	exec "$@"
	;;
esac

# A folder of its own, so that a cluster somebody keeps running beside it is left alone.
cluster=${TMPDIR:-/tmp}/board-test-$$
trap 'scripts/postgres.sh stop "$cluster"' EXIT
trap 'exit 130' INT TERM

BOARD_TEST_POSTGRES=$(scripts/postgres.sh start "$cluster") || exit 1
export BOARD_TEST_POSTGRES
"$@"
