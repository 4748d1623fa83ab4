# Copyright (c) the semtrail project
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

import os
import shutil
import subprocess
import time

import pytest
import yaml
from ansible_collections.semtrail.ipc.plugins.module_utils import _collector, _version

ROOT = os.path.dirname(os.path.abspath(__file__)).split("/tests/")[0]


class Module:
    """As much of AnsibleModule as the collector needs."""

    def __init__(self, executable, timeout=5, check_mode=False):
        self.params = dict(executable=executable, timeout=timeout)
        self.check_mode = check_mode

    @staticmethod
    def get_bin_path(name):
        return shutil.which(name)

    @staticmethod
    def run_command(args, environ_update, handle_exceptions):
        done = subprocess.run(
            args, env=dict(os.environ, **environ_update), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            universal_newlines=True, check=handle_exceptions)
        return done.returncode, done.stdout, done.stderr


@pytest.fixture
def command(tmp_path):
    """Makes an executable from lines of shell."""
    def made(lines):
        path = tmp_path / "semtrail"
        path.write_text("#!/bin/sh\n" + lines + "\n")
        path.chmod(0o755)
        return str(path)
    return made


def ask(executable, **more):
    return _collector.Collector(Module(executable, **more)).ask("semtrail.facts/1", "facts")


def refusal(executable, **more):
    with pytest.raises(_collector.CollectorError) as e:
        ask(executable, **more)
    return e.value


def test_the_answer_is_the_document_with_harmless_names(command):
    answer = ask(command("""printf '{"schema":"semtrail.facts/1","x":"\\\\u001b{{ y }}"}'"""))
    assert answer["x"] == "\\x1b{\\x7b y }}"


def test_an_absent_collector_names_the_role_that_installs_it(tmp_path):
    error = refusal(str(tmp_path / "absent"))
    assert error.missing and "semtrail.ipc.collector" in error.msg


def test_a_collector_that_hangs_is_ended_with_its_children(command, tmp_path):
    error = refusal(command("sleep 60 & echo $! >%s/pid; wait" % tmp_path), timeout=1)
    assert "within 1 seconds" in error.msg and not error.missing
    pid = (tmp_path / "pid").read_text().strip()
    # It has its signal; a busy machine lets it die a moment later.
    deadline = time.monotonic() + 20
    while lives(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not lives(pid)


def lives(pid):
    try:
        with open("/proc/%s/status" % pid) as f:
            return "\nState:\tZ" not in f.read()
    except OSError:
        return False


@pytest.mark.parametrize("lines, said", [
    ("echo 'semtrail: needs Java 17 or newer' >&2; exit 4", "needs Java 17 or newer"),
    ("echo 'Unknown option: --x' >&2; exit 2", "does not take these options"),
    ("echo 'no user' >&2; exit 3", "no user"),
    ("exit 70", "a bug of the collector"),
    ("kill -9 $$", "signal 9"),
    ("echo '[1]'", "schema None"),
    ("""echo '{"schema":"semtrail.facts/2"}'""", "schema semtrail.facts/2"),
    ("echo hello", "is no JSON"),
    ("printf '\\033[2J' >&2; exit 9", "\\x1b[2J"),
])
def test_every_refusal_says_why(command, lines, said):
    error = refusal(command(lines))
    assert said in error.msg
    assert error.details["cmd"][1:] == ["facts"]


def test_a_document_with_what_could_not_be_read_is_an_answer(command):
    assert ask(command("""echo '{"schema":"semtrail.facts/1"}'; exit 4"""))


def test_check_mode_leaves_no_archive_for_faster_starts(command):
    script = command("""printf '{"schema":"semtrail.facts/1","cache":"%s"}' "${SEMTRAIL_CACHE:-on}" """)
    assert ask(script, check_mode=True)["cache"] == "off"
    assert ask(script)["cache"] == "on"


def test_the_version_that_modules_tell_is_the_collections():
    with open(os.path.join(ROOT, "galaxy.yml")) as f:
        assert yaml.safe_load(f)["version"] == _version.VERSION


def test_the_action_group_has_every_module_that_asks_the_collector():
    with open(os.path.join(ROOT, "meta", "runtime.yml")) as f:
        group = yaml.safe_load(f)["action_groups"]["collector"]
    folder = os.path.join(ROOT, "plugins", "modules")
    asking = [name[:-3] for name in os.listdir(folder) if name.endswith(".py")
              and "collector_options(" in open(os.path.join(folder, name)).read()]
    assert sorted(group) == sorted(asking)
