# Copyright (c) the semtrail project
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

import pytest
from ansible_collections.semtrail.ipc.plugins.module_utils import _sem_limits

RUNNING = dict(semmsl=32000, semmns=1024000000, semopm=500, semmni=32000)
USED = dict(semmsl=5, semmns=15, semmni=3)


@pytest.fixture(autouse=True)
def kernel_without_extended_ids(monkeypatch):
    most = 2**31 - 1
    monkeypatch.setattr(_sem_limits, "caps", lambda: dict(semmsl=most, semmns=most, semopm=most, semmni=32768))


def refused(force=False, **given):
    return _sem_limits.problems(given, RUNNING, USED, force)


@pytest.mark.parametrize("name, value", [("semmni", 32769), ("semmni", 0), ("semopm", -1), ("semmsl", 2**31)])
def test_what_the_kernel_does_not_take_is_refused_even_when_forced(name, value):
    for force in (False, True):
        problem, = refused(force=force, **{name: value})
        assert problem.startswith("%s %d is not within 1 and " % (name, value))


@pytest.mark.parametrize("name, value", [("semmni", 2), ("semmns", 14), ("semmsl", 4)])
def test_less_than_is_in_use_is_refused_unless_forced(name, value):
    problem, remedy = refused(**{name: value})
    assert problem.startswith("%s %d is less than" % (name, value)) and "force" in remedy
    assert refused(force=True, **{name: value}) == []


def test_exactly_what_is_in_use_is_enough():
    assert refused(semmsl=5, semmns=15, semmni=3) == []


def test_fewer_semaphores_than_sets_or_than_one_set_has_contradict_each_other():
    assert "so many sets can never be made" in refused(semmns=31999, semmsl=100)[0]
    assert "a set of that size can never be made" in refused(semmns=31999, semmni=100)[0]
    assert refused(force=True, semmns=31999) == []


def test_a_contradiction_that_was_there_before_is_not_this_tasks_business():
    running = dict(RUNNING, semmns=100)
    assert _sem_limits.problems(dict(semopm=600), running, USED, False) == []


def test_use_that_is_not_known_refuses_nothing():
    assert _sem_limits.problems(dict(semmni=1), RUNNING, {}, False) == []


def test_the_diff_of_the_kernel_names_its_fields():
    diff = _sem_limits.running_diff(RUNNING, dict(RUNNING, semmni=7))
    assert "semmni = 32000\n" in diff["before"] and "semmni = 7\n" in diff["after"]


def test_control_characters_in_a_file_are_shown_in_its_diff():
    diff = _sem_limits.file_diff("/etc/sysctl.d/a\x1b.conf", "# \x1b[2J\n", "x\n")
    assert diff["before"] == "# \\x1b[2J\n" and diff["before_header"] == "/etc/sysctl.d/a\\x1b.conf"


@pytest.mark.parametrize("text", [None, "", "# c\n; d\n\nkernel.sem = 1 2 3 4\n-net.x = 1\nvm/swappiness=1\n"])
def test_what_holds_settings_or_nothing_is_a_sysctl_file(text):
    assert _sem_limits.no_sysctl_file("/etc/sysctl.d/x.conf", text) == []


def test_a_file_of_something_else_is_not_written_to():
    problem, = _sem_limits.no_sysctl_file("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\n")
    assert "/etc/passwd is there and holds no sysctl settings: root:x" in problem
