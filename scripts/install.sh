#!/bin/sh
# Sees to what the tests need beyond a build: PostgreSQL, Chromium with Chinese fonts. On Debian as root it installs
# what is missing; elsewhere it says what to install, and fails. BOARD_TEST_SKIP=postgres,browser leaves them out.
set -eu

skipped() {
	case ",${BOARD_TEST_SKIP:-}," in *",$1,"*) return 0 ;; *) return 1 ;; esac
}

have_postgres() {
	command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

have_chromium() {
	[ -n "${BOARD_CHROMIUM:-}" ] && [ -x "$BOARD_CHROMIUM" ] && return 0
	command -v chromium >/dev/null 2>&1
}

have_fonts() {
	command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=zh-tw)" ]
}

missing=''
skipped postgres || have_postgres || missing="$missing postgresql"
skipped browser || have_chromium || missing="$missing chromium"
skipped browser || have_fonts || missing="$missing fontconfig fonts-noto-cjk"
[ -n "$missing" ] || exit 0

if [ -f /etc/debian_version ] && [ "$(id -u)" = 0 ]; then
	echo "board: installing$missing"
	export DEBIAN_FRONTEND=noninteractive
	apt-get update -qq </dev/null
	# shellcheck disable=SC2086 # the list is meant to fall apart into words
	apt-get install -qq -y --no-install-recommends $missing </dev/null >/dev/null
	exit 0
fi

echo "board: the tests need$missing (Debian's names). Install them, or leave parts out with" >&2
echo "board: BOARD_TEST_SKIP=postgres,browser; BOARD_CHROMIUM=/path/to/chrome names a browser elsewhere." >&2
exit 1
