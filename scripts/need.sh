#!/bin/sh
# Says which of the tools that a build needs is missing or too old, all of them at once.
missing=0

say() {
	echo "board: $1" >&2
	missing=1
}

# at_least HAVE WANT: is version HAVE (1.26.3) not older than WANT (1.26)?
at_least() {
	[ "$(printf '%s\n%s\n' "$2" "$1" | sort -t. -k1,1n -k2,2n | head -n 1)" = "$2" ] || [ "$1" = "$2" ]
}

if ! command -v go >/dev/null 2>&1; then
	say 'Go is missing: Board needs Go 1.26 or newer (https://go.dev/dl/)'
else
	have=$(go env GOVERSION | sed 's/^go//; s/[^0-9.].*//')
	at_least "$have" 1.26 || say "Go $have is too old: Board needs Go 1.26 or newer (https://go.dev/dl/)"
	cc=$(go env CC)
	command -v "${cc%% *}" >/dev/null 2>&1 ||
		say "a C compiler is missing (SQLite is built in): $cc was not found; on Debian: apt-get install gcc libc6-dev"
fi

if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
	say 'Node.js with npm is missing: Board needs Node 20.19 or newer (https://nodejs.org/)'
else
	have=$(node --version | sed 's/^v//')
	at_least "$have" 20.19 || say "Node $have is too old: Board needs Node 20.19 or newer (https://nodejs.org/)"
fi

exit $missing
