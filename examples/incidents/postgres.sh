# shellcheck shell=bash
# A PostgreSQL of Debian with a data folder of its own, no TCP, and nothing of the host's. Sourced.

: "${work:?the folder of the run}"

pg_bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
pg_user=${pg_user:-postgres}

as_postgres() { setpriv --reuid "$pg_user" --regid "$pg_user" --clear-groups "$@"; }

# initialised FOLDER: its data are in FOLDER/data, its log will be FOLDER/postgresql.log.
initialised() {
  install -d -o "$pg_user" -g "$pg_user" -m 700 "$1"
  as_postgres "$pg_bin/initdb" -D "$1/data" --auth=trust --no-sync --wal-segsize=1 --locale=C --encoding=UTF8 >"$1/initdb.log" 2>&1 ||
    fail "initdb: $(tail -n 2 "$1/initdb.log")"
  configured "$1"
}

configured() {
  cat >>"$1/data/postgresql.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$1'
log_line_prefix = '%m [%p] %q%u@%d '
fsync = off
CONF
}

pg_start() { as_postgres "$pg_bin/pg_ctl" --pgdata="$1/data" --log="$1/postgresql.log" --wait start >"$1/start.log" 2>&1; }

pg_stop() { as_postgres "$pg_bin/pg_ctl" --pgdata="$1/data" --wait --mode=fast stop >"$1/stop.log" 2>&1; }

# sql FOLDER, statements on standard input
sql() { as_postgres "$pg_bin/psql" --host="$1" --dbname=postgres --quiet --no-psqlrc --tuples-only --no-align "${@:2}"; }
