# shellcheck shell=bash
# How an incident is played, and what of it is kept as evidence. Sourced by its `run`, which says what it is `about` and
# what it `needs`, plays the incident in `story`, calls `collect` while it is as it was found, and ends with `play "$@"`.
set -Eeuo pipefail

# shellcheck source=../../jvm.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../jvm.sh"
teller=examples/incidents/$name
# The namespaces are made here: nobody outside of the PID namespace shares its semaphores.
export evidence="${evidence:-}" SEMTRAIL_ALONE=yes
oldest_jdk=17
sources=() # of the program in Java, if there is one; `run` says which

# ---------------------------------------------------------------- what is different from the other examples

usage() {
  cat <<USAGE
Usage: run [--fast] [--evidence DIR]

${about:?}

Needs Linux and root. Everything happens in private namespaces: the host's
semaphores, limits and files are not touched.

  --fast          no pauses for reading
  --evidence DIR  where the evidence goes; else to a new folder in /tmp
  -h, --help      this text
USAGE
}

arguments() {
  while (($#)); do
    case $1 in
      --fast) FAST=1 ;;
      --evidence)
        [[ -n ${2:-} ]] || stop 2 '--evidence needs a folder'
        evidence=$2
        shift
        ;;
      -h | --help) usage && exit ;;
      *) stop 2 "unknown argument: $1 (try --help)" ;;
    esac
    shift
  done
}

compile() {
  umask 022
  evidence=${evidence:-$(mktemp -d "/tmp/semtrail-evidence-$name.XXXXXX")}
  mkdir -p -- "$evidence"
  evidence=$(realpath -- "$evidence")
  [[ -z $(ls -A -- "$evidence") ]] || stop 2 "$evidence is not empty"
  work=$(mktemp -d "/tmp/semtrail-$name.XXXXXX")
  chmod 711 "$work"
  ((${#sources[@]} == 0)) || "$jdk/bin/javac" -d "$work/classes" -cp "$lib/*" "${sources[@]}" 2>"$work/javac.log" ||
    fail "the program does not compile: $(head -n 3 "$work/javac.log")"
}

# ---------------------------------------------------------------- the evidence

# collect LOG...: what an administrator can copy and send, as it is now. The tables first, for reading them is an effect.
collect() {
  local log
  step 'The evidence'
  mkdir -p "$evidence"/{sysvipc,ipcs,logs}
  cp /proc/sysvipc/{sem,shm,msg} "$evidence/sysvipc/"
  (
    cd "$evidence/ipcs"
    LC_ALL=C
    for what in -s '-s -t' '-s -p' '-s -c' -m -l -u; do
      # shellcheck disable=SC2086 # two words
      ipcs $what >"ipcs${what// /}"
    done
    for semid in $(semids | head -n 8); do ipcs -s -i "$semid" >"ipcs-s-i-$semid"; done
  )
  sysctl -a --pattern '^(kernel\.(sem|shm|msg|hostname|osrelease)|fs\.mqueue)' >"$evidence/sysctl" 2>/dev/null || :
  cp /proc/sys/kernel/random/boot_id "$evidence/boot_id"
  [[ -z $(ls -A /var/lib/semtrail/jvm 2>/dev/null) ]] || cp -pr /var/lib/semtrail/jvm "$evidence/jvm"
  for log; do cp -p -- "$log" "$evidence/logs/${log##*/}"; done
  keep list list --json
  keep doctor doctor --json "${@/#/--log=}"
  say "It is in $evidence" "    semtrail report $evidence -o report.html"
}

# keep NAME COMMAND...: what semtrail said there and then.
keep() {
  local code=0
  semtrail "${@:2}" >"$evidence/semtrail-$1.json" || code=$?
  ((code < 2)) || fail "'semtrail ${*:2}' ended with exit code $code"
}
