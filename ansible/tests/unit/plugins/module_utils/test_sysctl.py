# Copyright (c) the semtrail project
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

import pytest
from ansible_collections.semtrail.ipc.plugins.module_utils import _sysctl

FIELDS = dict(semmsl=1, semmns=2, semopm=3, semmni=4)


@pytest.mark.parametrize("line", [
    "kernel.sem=1 2 3 4", "kernel.sem = 1\t2\t3\t4", "  kernel.sem   =   1  2 3\t 4  ", "kernel/sem = 1 2 3 4",
    "-kernel.sem = 1 2 3 4", "- kernel.sem = 1 2 3 4"])
def test_every_spelling_of_the_line_is_read(line):
    found, = _sysctl.parse("f", line)
    assert found.fields == FIELDS


@pytest.mark.parametrize("line", [
    "# kernel.sem = 1 2 3 4", "; kernel.sem = 1 2 3 4", "kernel.sem", "kernel.semmni = 4", "kernel.sem.x = 1", "",
    "-kernel.sem", u"\ufeffkernel.sem = 1 2 3 4"])
def test_what_sets_something_else_or_nothing_is_not(line):
    assert _sysctl.parse("f", line) == []


@pytest.mark.parametrize("value", ["1 2 3", "1 2 3 4 5", "1 2 x 4", "-1 2 3 4", ""])
def test_a_value_that_is_not_four_numbers_has_no_fields(value):
    found, = _sysctl.parse("f", "kernel.sem = " + value)
    assert found.fields is None


@pytest.mark.parametrize("text", [
    "kernel.sem = 1 2 3 4\n", "kernel.sem=1\t2\t3\t4\n", "# ours\nkernel.sem = 9 9 9 9\nkernel.sem = 1 2  3 4\n"])
def test_a_file_that_sets_it_already_is_left_alone_however_it_is_spaced(text):
    assert _sysctl.with_fields(text, FIELDS) == text


def test_other_lines_of_a_file_stay_and_earlier_settings_go():
    text = "# mine\nkernel.sem = 9 9 9 9\nkernel.msgmni = 5\nkernel/sem = 8 8 8 8"
    assert _sysctl.with_fields(text, FIELDS) == "# mine\nkernel.msgmni = 5\nkernel.sem = 1 2 3 4"


def test_a_new_file_says_who_wrote_it_and_what_the_fields_are():
    text = _sysctl.with_fields("", FIELDS)
    assert text == _sysctl.HEADER + "\nkernel.sem = 1 2 3 4\n"
    assert _sysctl.without_fields(text) is None


def test_a_line_is_added_to_a_file_that_ends_without_one():
    assert _sysctl.with_fields("kernel.msgmni = 5", FIELDS) == "kernel.msgmni = 5\nkernel.sem = 1 2 3 4\n"


def test_taking_the_setting_out_leaves_what_others_wrote():
    assert _sysctl.without_fields("a = 1\nkernel.sem = 1 2 3 4\n# b\n") == "a = 1\n# b\n"
    assert _sysctl.without_fields("a = 1\n") == "a = 1\n"


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A host's sysctl folders below a temporary one; returns a function that writes a file there."""
    monkeypatch.setattr(_sysctl, "FOLDERS", tuple(str(tmp_path) + folder for folder in _sysctl.FOLDERS))
    monkeypatch.setattr(_sysctl, "SYSCTL_CONF", str(tmp_path) + _sysctl.SYSCTL_CONF)

    def write(path, text):
        file = tmp_path / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        if text.startswith("-> "):
            file.symlink_to(text[3:])
        else:
            file.write_text(text)
        return str(file)

    return write


def winners():
    found = _sysctl.Configuration().winners
    lines = [found[loader] for loader in _sysctl.LOADERS]
    return [line and (line.path.rsplit("/", 1)[-1], line.value) for line in lines]


def test_the_last_name_wins_across_folders(tree):
    tree("/etc/sysctl.d/10-a.conf", "kernel.sem = 1 1 1 1")
    tree("/usr/lib/sysctl.d/50-b.conf", "kernel.sem = 2 2 2 2")
    assert winners() == [("50-b.conf", "2 2 2 2")] * 2


def test_a_name_in_an_earlier_folder_hides_the_same_name_in_a_later_one(tree):
    tree("/etc/sysctl.d/50-b.conf", "# nothing")
    tree("/usr/lib/sysctl.d/50-b.conf", "kernel.sem = 2 2 2 2")
    assert winners() == [None, None]


def test_a_link_to_dev_null_hides_and_says_nothing(tree):
    tree("/etc/sysctl.d/50-b.conf", "-> /dev/null")
    tree("/usr/lib/sysctl.d/50-b.conf", "kernel.sem = 2 2 2 2")
    assert winners() == [None, None]


def test_sysctl_conf_is_read_by_hand_last_and_not_at_boot(tree):
    tree("/etc/sysctl.d/99-z.conf", "kernel.sem = 1 1 1 1")
    tree("/etc/sysctl.conf", "kernel.sem = 2 2 2 2")
    assert winners() == [("99-z.conf", "1 1 1 1"), ("sysctl.conf", "2 2 2 2")]


def test_a_link_to_sysctl_conf_has_its_place_at_boot_only(tree):
    tree("/etc/sysctl.conf", "kernel.sem = 2 2 2 2")
    tree("/etc/sysctl.d/10-sysctl.conf", "-> ../sysctl.conf")
    tree("/etc/sysctl.d/50-a.conf", "kernel.sem = 1 1 1 1")
    assert winners() == [("50-a.conf", "1 1 1 1"), ("10-sysctl.conf", "2 2 2 2")]


def test_a_pattern_never_beats_the_full_key(tree):
    tree("/etc/sysctl.d/10-a.conf", "kernel.sem = 1 1 1 1")
    tree("/etc/sysctl.d/20-b.conf", "kernel.se* = 2 2 2 2")
    assert winners() == [("10-a.conf", "1 1 1 1")] * 2


def test_files_that_do_not_end_in_conf_are_not_read(tree):
    tree("/etc/sysctl.d/10-a.conf.bak", "kernel.sem = 1 1 1 1")
    assert winners() == [None, None]


def test_a_plan_is_judged_as_if_it_were_carried_out(tree):
    other = tree("/etc/sysctl.d/70-a.conf", "kernel.sem = 1 1 1 1")
    planned = other.replace("70-a", "60-semtrail")
    files = _sysctl.Configuration({planned: "kernel.sem = 2 2 2 2"})
    assert [line.path for line in files.lines] == [planned, other]
    assert _sysctl.Configuration({other: None}).lines == []
