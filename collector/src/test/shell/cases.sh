# shellcheck shell=bash
# What the shell suites share: `run_cases` runs each function given, in a folder of its own, and counts.
# A case fails by `fail WHY` or by a failing command, and is skipped by `skip WHY`. Sourced, not run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../../.." && pwd -P)
# shellcheck disable=SC2034 # used by those who source this
jar=$root/collector/target/semtrail.jar

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

skip() {
    printf '%s\n' "$*" >"$case_dir/.skipped"
    exit 0
}

needs_root() {
    [[ $EUID = 0 ]] || skip "needs root"
}

# Runs a command; its result is in $status, and in the files out and err of the case's folder.
try() {
    status=0
    timeout 300 "$@" >"$case_dir/out" 2>"$case_dir/err" </dev/null || status=$?
}

exits() {
    [[ $status = "$1" ]] || fail "exit $status instead of $1; stderr: $(head -n 5 "$case_dir/err")"
}

prints() {
    grep -qF -- "$1" "$case_dir/out" || fail "stdout lacks '$1': $(head -n 5 "$case_dir/out")"
}

tells() {
    grep -qF -- "$1" "$case_dir/err" || fail "stderr lacks '$1': $(head -n 5 "$case_dir/err")"
}

tells_lines() {
    [[ $(wc -l <"$case_dir/err") = "$1" ]] || fail "stderr has not $1 line(s): $(head -n 12 "$case_dir/err")"
}

run_cases() {
    local passed=0 failed=0 skipped=0 name verdict began
    all=$(mktemp -d "${TMPDIR:-/tmp}/semtrail-test.XXXXXX")
    trap 'rm -rf "$all" 2>/dev/null' EXIT
    for name in "$@"; do
        case_dir=$all/$name
        mkdir "$case_dir"
        began=$SECONDS
        # Not inside `if`, where bash ignores `set -e`.
        (set -eu; cd "$case_dir"; "$name") >"$all/log" 2>&1 </dev/null
        verdict=$?
        if [[ $verdict = 0 && -e $case_dir/.skipped ]]; then
            printf 'skip %s: %s\n' "$name" "$(cat "$case_dir/.skipped")"
            skipped=$((skipped + 1))
        elif [[ $verdict = 0 ]]; then
            printf 'ok   %s (%d s)\n' "$name" $((SECONDS - began))
            passed=$((passed + 1))
        else
            printf 'FAIL %s\n' "$name"
            sed 's/^/     /' "$all/log"
            failed=$((failed + 1))
        fi
    done
    printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
    [[ $failed = 0 ]]
}
