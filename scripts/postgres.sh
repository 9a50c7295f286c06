#!/usr/bin/env bash
# Starts and stops a PostgreSQL cluster that exists for tests alone.
#
#   scripts/postgres.sh start [folder]   makes and starts the cluster, prints its DSN
#   scripts/postgres.sh stop  [folder]   stops it and removes the folder
#
# The cluster listens on its own socket and on a free port of the loopback address. It forgets what it was told when
# the machine stops (fsync=off): never point anything at it that you want to keep. PostgreSQL refuses to run as root,
# so root hands it to the user postgres.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
folder=${2:-${TMPDIR:-/tmp}/board-postgres-$(id -u)-$(printf %s "$root" | cksum | cut -d' ' -f1)}
data=$folder/data

as_owner() {
	if [ "$(id -u)" = 0 ]; then
		(cd / && runuser -u postgres -- "$@")
	else
		"$@"
	fi
}

find_bin() {
	local bin
	for bin in "${POSTGRES_BIN:-}" $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) \
		"$(dirname "$(command -v initdb || echo /nowhere/initdb)")"; do
		if [ -n "$bin" ] && [ -x "$bin/initdb" ]; then
			echo "$bin"
			return
		fi
	done
	echo "postgres.sh: no initdb found; install PostgreSQL or set POSTGRES_BIN" >&2
	exit 1
}

make_cluster() {
	install -d -m 0700 "$folder"
	if [ "$(id -u)" = 0 ]; then
		chown postgres: "$folder"
	fi
	head -c 18 /dev/urandom | od -An -tx1 | tr -d ' \n' | as_owner tee "$folder/password" >/dev/null
	as_owner "$bin/initdb" -D "$data" -U postgres --pwfile="$folder/password" \
		--auth=scram-sha-256 --encoding=UTF8 --locale=C --no-sync >"$folder.log"
	as_owner tee -a "$data/postgresql.conf" >/dev/null <<-CONF
		listen_addresses = '127.0.0.1'
		unix_socket_directories = '$folder'
		max_connections = 200
		shared_buffers = 256MB
		fsync = off
		synchronous_commit = off
		full_page_writes = off
		autovacuum_naptime = 10min
		log_min_messages = fatal
	CONF
}

start_server() {
	# Another program may take the port between our choice and the start, so a few ports are tried.
	local port
	for _ in 1 2 3 4 5 6 7 8; do
		port=$((20000 + RANDOM % 12000))
		if as_owner "$bin/pg_ctl" -D "$data" -l "$folder/server.log" -o "-p $port" -w start >>"$folder.log" 2>&1; then
			echo "$port" | as_owner tee "$folder/port" >/dev/null
			return
		fi
	done
	echo "postgres.sh: the server did not start:" >&2
	cat "$folder.log" >&2
	exit 1
}

start() {
	if [ ! -f "$data/PG_VERSION" ]; then
		make_cluster
	fi
	if ! as_owner "$bin/pg_ctl" -D "$data" status >/dev/null 2>&1; then
		start_server
	fi
	echo "postgres://postgres:$(cat "$folder/password")@127.0.0.1:$(cat "$folder/port")/postgres?sslmode=disable"
}

stop() {
	if [ -f "$data/PG_VERSION" ]; then
		as_owner "$bin/pg_ctl" -D "$data" -m immediate -w stop >/dev/null || true
	fi
	rm -rf "$folder" "$folder.log"
}

bin=$(find_bin)
case ${1:-} in
start) start ;;
stop) stop ;;
*)
	echo "usage: scripts/postgres.sh start|stop [folder]" >&2
	exit 2
	;;
esac
