# What the test commands share: counting, the collection where Ansible wants it, Pythons and environments of PyPI.
# shellcheck shell=bash
tests=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
collection=$(dirname "$tests")
export LC_ALL=C.UTF-8 ANSIBLE_NOCOLOR=1 PYTHONDONTWRITEBYTECODE=1
unset ANSIBLE_CONFIG ANSIBLE_COLLECTIONS_PATH ANSIBLE_COLLECTIONS_PATHS

passed=0 failed=0 skipped=0
work=$(mktemp -d) || exit 1
chmod 755 "$work"
trap 'rm -rf "$work"' EXIT
# ansible-test and modules that are ended leave folders of theirs.
export TMPDIR=$work/tmp
mkdir -m 1777 "$TMPDIR"

# case NAME COMMAND…: one test, whose output is shown where it fails.
claim() {
    local name=$1 output
    shift
    if output=$("$@" 2>&1); then
        echo "ok   $name"
        passed=$((passed + 1))
    else
        printf 'FAIL %s: %s\n' "$name" "$(tail -n 30 <<<"$output")"
        failed=$((failed + 1))
    fi
}

skip() {
    echo "skip $1: $2"
    skipped=$((skipped + 1))
}

sum() {
    echo "$passed passed, $failed failed, $skipped skipped"
    [[ $failed = 0 ]]
}

# tests_of NAME COMMAND…: a run of pytest, each of whose tests counts.
tests_of() {
    local name=$1 log=$work/pytest.log counts
    shift
    "$@" -p no:cacheprovider -q --tb=short -rfEs >"$log" 2>&1
    counts=$(tail -n 1 "$log")
    if [[ $counts =~ (passed|failed|skipped|error) ]]; then
        passed=$((passed + $(number passed "$counts")))
        failed=$((failed + $(number failed "$counts") + $(number 'errors?' "$counts")))
        skipped=$((skipped + $(number skipped "$counts")))
    else
        failed=$((failed + 1))
        echo "FAIL $name: it did not run"
    fi
    sed -E 's/^(FAILED|ERROR) ([^ ]*\/)?([^ ]+)( - )?/FAIL \3: /; s/^SKIPPED /skip /' "$log"
}

number() {
    local found
    found=$(grep -oE "[0-9]+ $1" <<<"$2") && echo "${found%% *}" || echo 0
}

# A copy, for ansible-test wants a path of this form and looks at what git ignores.
stage_collection() {
    local place=$1/ansible_collections/semtrail/ipc
    mkdir -p "$place"
    cp -RL "$collection/." "$place"
    find "$place" -name __pycache__ -prune -exec rm -rf {} +
    rm -rf "$place/tests/output"
    echo "$place"
}

# The path of Python 3.$1, also of one that pyenv has and the path has not.
python_3() {
    local candidate
    for candidate in /usr/{bin,local/bin}/"python3.$1" "${PYENV_ROOT:-$HOME/.pyenv}/versions/3.$1."*"/bin/python3.$1"; do
        [[ -x $candidate ]] && "$candidate" -c 'import ensurepip, venv' 2>/dev/null && echo "$candidate" && return
    done
    return 1
}

# core_environment PYTHON REQUIREMENT FOLDER: an environment with this ansible-core from PyPI.
core_environment() {
    [[ -x $3/bin/ansible-playbook ]] && return
    rm -rf "$3"
    "$1" -m venv "$3" && "$3/bin/python" -m pip install --quiet --disable-pip-version-check --retries 1 --timeout 20 \
        "$2" pytest
}

# ansible-test fetches the installer of pip from a place of its own; the one that Python has does as well.
give_pip_to_ansible_test() {
    local place
    place=$(cd "$1" && "$2" sanity --python "$3" --test runtime-metadata 2>&1 | sed -n 's/.*manually downloaded and saved to: //p')
    [[ -z $place ]] && return
    mkdir -p "$(dirname "$place")"
    cat >"$place" <<'END'
import subprocess
import sys

import ensurepip

ensurepip.bootstrap()
wanted = [word for word in sys.argv[1:] if word not in ("--no-setuptools", "--no-wheel")]
sys.exit(subprocess.call([sys.executable, "-m", "pip", "install"] + wanted))
END
}
