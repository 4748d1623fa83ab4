# shellcheck shell=bash
# What an example tells, and how it proves what it tells. Sourced.

: "${teller:=semtrail demo}"

bold='' plain=''
if [[ -t 1 && -z ${NO_COLOR+set} && ${TERM:-dumb} != dumb ]]; then
  bold=$'\e[1m' plain=$'\e[0m'
fi

step() { printf '\n%s== %s ==%s\n' "$bold" "$1" "$plain"; }

say() { printf '%s\n' "$@"; }

# pause SECONDS: time to read; --fast leaves it out.
pause() { [[ -n ${FAST:-} ]] || sleep "$1"; }

# stop CODE REASON...
stop() {
  local code=$1
  shift
  printf '%s\n' "${@/#/$teller: }" >&2
  exit "$code"
}

# fail REASON: something that the example claims is not so.
fail() { stop 1 "FAILED: $1"; }

# shown COMMAND-LINE: prints it and runs exactly that. The exit code is the command's.
shown() {
  printf '\n%s$ %s%s\n' "$bold" "$1" "$plain"
  eval "$1"
}

# claim WHAT COMMAND...: WHAT is told only if COMMAND agrees.
claim() {
  local what=$1
  shift
  "$@" || fail "this should hold and does not: $what"
  printf '   ok: %s\n' "$what"
}

same() { [[ $1 == "$2" ]]; }

# within SECONDS COMMAND...: does it come true in time?
within() {
  local deadline=$((SECONDS + $1 + 1))
  shift
  until "$@"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.05
  done
}

# semids: the kernel's own table, so that the tool is checked against something else than itself.
semids() { awk 'NR > 1 { print $2 }' /proc/sysvipc/sem | sort -n; }

count() { wc -w <<<"$1"; }

# json_semids ARRAY <DOCUMENT: the semids of one top-level array, sorted. A bare host has no jq.
json_semids() {
  grep -oE '"([^"\\]|\\.)*"|[][{}]|-?[0-9]+' | awk -v array="\"$1\"" '
    depth == 1 && /^"/ { inside = $0 == array }
    wanted { print; wanted = 0 }
    /^[[{]$/ { depth++ }
    /^[]}]$/ { depth-- }
    inside && depth == 3 && $0 == "\"semid\"" { wanted = 1 }
  ' | sort -n
}
