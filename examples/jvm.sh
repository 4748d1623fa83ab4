# shellcheck shell=bash
# How the examples with a JVM are set up and told. Sourced by their `run`, which says what it is `about`, which JDK it
# needs, tells its `story`, and ends with `play "$@"`. What cannot run here ends with 77 and the reason on the last line.
set -Eeuo pipefail

examples=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
here=$(cd -- "$(dirname -- "$0")" && pwd -P)
name=${here##*/}
teller=examples/$name
. "$examples/say.sh"
. "$examples/stage.sh"

lib=$examples/target/lib
agent=$(dirname -- "$examples")/agent/target/semtrail-agent.jar
export FAST="${FAST:-}" work="${work:-}" jdk="${jdk:-}" jdk_version="${jdk_version:-}"

# ---------------------------------------------------------------- before: on the host

usage() {
  cat <<USAGE
Usage: run [--fast]

${about:?}

Needs Linux, root and JDK ${oldest_jdk:?} or newer; Maven once, for what the program needs. Everything happens in
private namespaces: the host's semaphores, limits and files are not touched.

  --fast      no pauses for reading
  -h, --help  this text
USAGE
}

arguments() {
  while (($#)); do
    case $1 in
      --fast) FAST=1 ;;
      -h | --help) usage && exit ;;
      *) stop 2 "unknown argument: $1 (try --help)" ;;
    esac
    shift
  done
}

cannot() { stop 77 "skipped: $1"; }

check_host() {
  local program
  [[ $(uname -s) == Linux ]] || cannot 'this needs Linux'
  ((EUID == 0)) || cannot 'needs root, for private namespaces'
  for program in unshare setpriv ipcs flock; do
    command -v "$program" >/dev/null || cannot "needs $program, of the package util-linux"
  done
  [[ $examples/ != /var/lib/* ]] || cannot 'the checkout is below /var/lib, which the example hides from itself'
  (in_namespaces mount -t tmpfs tmpfs /var/lib) ||
    cannot 'private IPC, PID, network and mount namespaces are not allowed here (in a container: run it privileged)'
  find_jdk "$oldest_jdk" || cannot "needs a JDK $oldest_jdk or newer; JAVA_HOME or SEMTRAIL_JDK25 says where one is"
}

# find_jdk OLDEST: sets jdk, and jdk_version, to the first JDK that is new enough.
find_jdk() {
  for jdk in "${JAVA_HOME:-}" "$(readlink -f "$(command -v javac)" | sed 's,/bin/javac$,,')" "${SEMTRAIL_JDK25:-}" \
    /usr/lib/jvm/*; do
    [[ -x $jdk/bin/javac && -r $jdk/release ]] || continue
    jdk_version=$(sed -n 's/^JAVA_VERSION="\(1\.\)\?\([0-9]*\).*/\2/p' "$jdk/release")
    ((jdk_version < $1)) || return 0
  done
  return 1
}

# The first one fetches and builds, those at the same time wait. The namespaces have no network.
prepare() {
  SEMTRAIL=$(realpath -- "${SEMTRAIL:-$examples/../semtrail}")
  # The launcher fills its cache in the background: a young process beside the sets, thus a suspect.
  export SEMTRAIL SEMTRAIL_CACHE=off
  "$SEMTRAIL" --version >/dev/null || stop 1 "$SEMTRAIL does not run here"
  mkdir -p "$examples/target"
  (
    flock 9
    [[ -e $agent ]] || maven 'the agent' -pl agent -am -Dquick -Dmaven.test.skip=true package ||
      fail 'the agent cannot be built'
    [[ $lib/complete -nt $examples/pom.xml ]] ||
      maven "the programs' libraries" -pl examples dependency:copy-dependencies ||
      cannot "Maven could not get the programs' libraries"
    touch "$lib/complete"
  ) 9>"$examples/target/.lock" || exit
}

maven() {
  local what=$1 log=$examples/target/maven.log
  shift
  command -v mvn >/dev/null || cannot "needs Maven to get $what; the package is maven"
  say "getting $what, once …"
  mvn -B -ntp -q -f "$(dirname -- "$examples")/pom.xml" "$@" >"$log" 2>&1 || { tail -n 5 "$log" && return 1; }
}

compile() {
  umask 022
  work=$(mktemp -d "/tmp/semtrail-$name.XXXXXX")
  "$jdk/bin/javac" -d "$work/classes" -cp "$lib/*" "$here"/*.java 2>"$work/javac.log" ||
    fail "the program does not compile: $(head -n 3 "$work/javac.log")"
}

cleanup() {
  local code=$?
  set +e
  trap '' INT TERM HUP PIPE
  trap - EXIT
  end_story
  if ((code == 1)) && [[ -n $work ]]; then
    say "What this failed run left to look at is in $work" >&2
  else
    rm -rf -- ${work:+"$work"}
  fi
  exit "$code"
}

play() {
  local code=0
  [[ ${1:-} != --on-stage ]] || { on_stage && exit; }
  arguments "$@"
  trap cleanup EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  check_host
  prepare
  compile
  in_namespaces bash "$here/run" --on-stage &
  story=$!
  wait "$story" || code=$?
  story=''
  exit "$code"
}

# ---------------------------------------------------------------- the story: in the namespaces

# The agent and semtrail meet in /var/lib/semtrail; this one is gone with the namespace.
on_stage() {
  trap 'fail "unexpected, line $LINENO: $BASH_COMMAND"' ERR
  mount -t tmpfs tmpfs /var/lib
  install -d -m 1733 /var/lib/semtrail/jvm
  cd "$work"
  story
}

# A JVM that is killed must leave nothing in the host's /tmp. It takes the shell's place: in the background, or in ().
java() {
  local options=(-XX:-UsePerfData -Djava.io.tmpdir="$work")
  # Newer ones warn of what these programs are about: native calls, and the Unsafe of JNR and JNA.
  ((jdk_version < 22)) || options+=(--enable-native-access=ALL-UNNAMED)
  ((jdk_version < 23)) || options+=(--sun-misc-unsafe-memory-access=allow)
  XDG_CACHE_HOME=$work exec "$jdk/bin/java" "${options[@]}" "$@"
}

# start NAME OPTION-OR-ARGUMENT...: a JVM with the agent, in the background. Its pid is in `jvm`, what it says in
# NAME.out and NAME.err. In a test on a busy machine the first call is to wait however long the recording takes to begin.
start() {
  local log=$1 with=$agent${FAST:+=wait=1m}
  shift
  printf '\n%s$ java -javaagent:%s -cp … %s &%s\n' "$bold" "$with" "$*" "$plain"
  java -javaagent:"$with" -cp "classes:$lib/*" "$@" >"$log.out" 2>"$log.err" &
  # shellcheck disable=SC2034 # for the story
  jvm=$!
}

one_set() { same "$(count "$(semids)")" 1; }

says() { grep -qE -- "$2" "$work/$1" 2>/dev/null; }

# quiet NAME [REGEXP]: stderr of a program has nothing but its own lines.
quiet() { ! grep -vE -- "${2:-^$}" "$work/$1.err"; }

# JFR writes once a second what it has.
flushed() { sleep 2; }

semtrail() { "$SEMTRAIL" "$@"; }

# answers CODE COMMAND-LINE: shows it; its output is the `answer`.
answers() {
  local code=0
  shown "$2" >answer 2>&1 || code=$?
  cat answer
  [[ $code == "$1" ]] || fail "'$2' ended with exit code $code, expected $1"
}

# tells REGEXP...: is each in the answer? Wherever its lines were folded.
tells() {
  local sign
  for sign; do
    grep -qE -- "$sign" <(tr -s ' \n' ' ' <answer) || { say "not in the answer: $sign" >&2 && return 1; }
  done
}
