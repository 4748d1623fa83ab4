# Copyright (c) the semtrail project
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

"""sem_limits on a real host: what it says it sets is what the kernel and the loaders have afterwards."""

import json

import pytest

FILE = "/etc/sysctl.d/60-semtrail.conf"
SEM = "/proc/sys/kernel/sem"


@pytest.fixture(autouse=True)
def fresh(bare):
    """Every test begins with the kernel's own limits and no file. The host has no collector, nor needs one."""
    bare.run("rm -f /etc/sysctl.d/*")
    bare.write(SEM, "32000 1024000000 500 32000\n")
    return bare


def running(host):
    return [int(word) for word in host.read(SEM).split()]


def limits(host, **arguments):
    result = host.module("sem_limits", **arguments)
    assert not result.get("failed"), result
    return result


def refused(host, **arguments):
    result = host.module("sem_limits", **arguments)
    assert result.get("failed"), result
    return result["msg"]


def test_check_mode_and_diff_tell_both_changes_and_make_none(bare):
    result = limits(bare, semmni=100, check=True)
    assert result["changed"]
    assert result["after"] == dict.fromkeys(["runtime", "file"], dict(
        semmsl=32000, semmns=1024000000, semopm=500, semmni=100))
    in_file, in_kernel = result["diff"]
    assert (in_file["before"], "kernel.sem = 32000 1024000000 500 100\n" in in_file["after"]) == ("", True)
    assert "semmni = 32000\n" in in_kernel["before"] and "semmni = 100\n" in in_kernel["after"]
    assert running(bare)[3] == 32000 and "60-semtrail" not in bare.run("ls /etc/sysctl.d")


def test_it_sets_the_file_and_the_kernel_and_a_second_run_changes_nothing(bare):
    planned = limits(bare, semmni=100, semopm=600, check=True)
    done = limits(bare, semmni=100, semopm=600)
    again = limits(bare, semmni=100, semopm=600)
    assert done["changed"] and done["diff"] == planned["diff"] and done["after"] == planned["after"]
    assert not again["changed"] and again["diff"] == []
    assert running(bare) == [32000, 1024000000, 600, 100]
    assert bare.read(FILE).endswith("kernel.sem = 32000 1024000000 600 100\n")
    assert bare.run("stat -c %a " + FILE).strip() == "644"


def test_tabs_and_spaces_are_equal(bare):
    text = "kernel.sem=32000\t1024000000\t 500   32000\n"
    bare.write(FILE, text)
    assert not limits(bare, semmsl=32000, semmns=1024000000, semopm=500, semmni=32000)["changed"]
    assert bare.read(FILE) == text


def test_other_lines_of_the_file_stay(bare):
    bare.write(FILE, "# mine\nkernel.sem = 250 32000 100 128\nkernel.msgmni = 5\n")
    limits(bare, semmni=200, runtime=False)
    assert bare.read(FILE) == "# mine\nkernel.sem = 250 32000 100 200\nkernel.msgmni = 5\n"
    assert running(bare)[3] == 32000


def test_the_running_kernel_alone_can_be_set(bare):
    assert limits(bare, semmni=77, persistent=False)["after"]["file"] is None
    assert running(bare)[3] == 77 and "60-semtrail" not in bare.run("ls /etc/sysctl.d")


def test_what_is_in_use_is_not_undercut_unless_forced(bare):
    sets = bare.order("serve", count=3)["sets"]
    for given in (dict(semmni=2), dict(semmns=2, semmsl=1, semmni=2)):
        assert "in use" in refused(bare, **given) and running(bare)[3] == 32000
    assert "in use" in refused(bare, semmni=2, check=True)
    assert limits(bare, semmni=2, force=True)["used"]["semmni"] == 3
    assert running(bare)[3] == 2 and bare.left(sets) == sets


def test_what_the_kernel_refuses_leaves_kernel_and_file_as_they_were(bare):
    assert "semmni 32769 is not within 1 and 32768" in refused(bare, semmni=32769, semopm=7)
    assert running(bare) == [32000, 1024000000, 500, 32000] and "60-semtrail" not in bare.run("ls /etc/sysctl.d")


def test_without_rights_it_says_so_and_writes_no_file(bare):
    message = refused(bare, semmni=100, python=bare.python_of_nobody)
    assert "become" in message and running(bare)[3] == 32000
    assert limits(bare, semmni=100, check=True, python=bare.python_of_nobody)["changed"]


def test_a_file_that_overrides_is_named_and_one_that_says_the_same_is_no_warning(bare):
    bare.write("/etc/sysctl.d/99-other.conf", "# x\nkernel/sem = 250 32000 100 128\n")
    result = limits(bare, semmni=100, runtime=False)
    assert [(line["file"], line["line"], line["loader"]) for line in result["overridden_by"]] == [
        ("/etc/sysctl.d/99-other.conf", 2, "systemd-sysctl"), ("/etc/sysctl.d/99-other.conf", 2, "sysctl --system")]
    warning, = result["warnings"]
    assert "99-other.conf, line 2 (kernel.sem = 250 32000 100 128)" in warning
    bare.write("/etc/sysctl.d/99-other.conf", "kernel.sem = 32000 1024000000 500 100\n")
    assert not limits(bare, semmni=100, runtime=False).get("warnings")


def test_a_file_that_nobody_loads_is_a_warning(bare):
    warning, = limits(bare, semmni=100, runtime=False, file="/etc/sysctl.d/semtrail.txt")["warnings"]
    assert "is not read by" in warning


def test_absent_takes_the_line_away_and_leaves_the_kernel(bare):
    limits(bare, semmni=100)
    done = limits(bare, state="absent")
    assert done["changed"] and done["diff"][0]["after"] == ""
    assert not limits(bare, state="absent")["changed"]
    assert running(bare)[3] == 100 and "60-semtrail" not in bare.run("ls /etc/sysctl.d")


def test_something_has_to_be_given(bare):
    assert "at least one of" in refused(bare)
    assert "takes none of" in refused(bare, state="absent", semmni=1)
    assert "leaves nothing to do" in refused(bare, semmni=100, persistent=False, runtime=False)


# Names of files, and what is in each; link: to another place.
CONFIGURATIONS = [
    {"10-a.conf": "kernel.sem = 1 2 3 4", "90-b.conf": "kernel.sem = 5 6 7 8"},
    {"10-a.conf": "kernel.sem = 1 2 3 4", "90-b.conf": "kernel.se? = 5 6 7 8"},
    {"10-a.conf": "kernel/sem = 1 2 3 4\nkernel.sem=9\t9 9 9", "20-b.conf": "; kernel.sem = 1 1 1 1"},
    {"50-a.conf": "-kernel.sem = 1 2 3 4", "60-b.conf": "kernel.sem", "70-c.conf": "kernel.*=7 7 7 7"},
    {"50-a.conf": "kernel.sem = 1 2 3 4", "60-b.conf": "link:/dev/null", "70-c.txt": "kernel.sem = 3 3 3 3"},
    {"50-a.conf": "kernel.sem = 1 2 3 4", "60-b.conf": "link:50-a.conf"},
    {"50-a.conf": "kernel.sem = 1 2 3 4", "99-sysctl.conf": "link:/etc/sysctl.conf"},
    {},
]


@pytest.mark.any_core
@pytest.mark.parametrize("files", CONFIGURATIONS)
def test_precedence_is_what_the_collector_says_it_is(host, files):
    host.run("rm -f /etc/sysctl.d/*")
    for name, text in files.items():
        if text.startswith("link:"):
            host.run("ln -s %s /etc/sysctl.d/%s" % (text[5:], name))
        else:
            host.write("/etc/sysctl.d/" + name, text + "\n")
    result = host.module("sem_limits", check=True, runtime=False, semmni=100, file="/etc/sysctl.d/00-first.conf")
    ours = {(line["file"], line["line"]) for line in result["configured"][1:]}
    winners = {(line["file"], line["line"]): [other["loader"] for other in result["overridden_by"]
                                              if (other["file"], other["line"]) == (line["file"], line["line"])]
               for line in result["overridden_by"]}
    told = [line for line in json.loads(host.run("semtrail limits check --json"))["lines"]
            if line["value"] is not None and "shm" not in line["key"] and "msg" not in line["key"]]
    assert ours == {(line["file"], line["line"]) for line in told}
    loaders = {"effective": ["systemd-sysctl", "sysctl --system"], "boot_only": ["systemd-sysctl"],
               "sysctl_system_only": ["sysctl --system"]}
    # A pattern wins for other keys, which the collector's answer tells too; for kernel.sem ours beats it.
    exact = [line for line in told if line["key"] == "kernel.sem"]
    assert winners == {(line["file"], line["line"]): loaders[line["effect"]]
                       for line in exact if line["effect"] in loaders}
