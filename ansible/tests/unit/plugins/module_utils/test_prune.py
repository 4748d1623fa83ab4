# Copyright (c) the semtrail project
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

import pytest
from ansible_collections.semtrail.ipc.plugins.module_utils import _prune
from ansible_collections.semtrail.ipc.plugins.module_utils._selectors import NobodySelected, Selectors


def params(**given):
    every = dict(owner=None, unit=None, pid=None, key=None, older_than=None, ipc_ns="own", verdict="orphan",
                 kind=["sem"], all=False, max_removals=100, receipts=None)
    every.update(given)
    return every


def arguments(apply=True, **given):
    return _prune.arguments(params(**given), Selectors(params(**given)), apply)


def problem(**given):
    return _prune.problem(params(**given), Selectors(params(**given)))


def test_a_plan_never_says_apply():
    assert "--apply" not in arguments(apply=False, all=True)
    assert arguments(apply=True, all=True)[-2:] == ["--apply", "--at-most=100"]


def test_something_has_to_be_selected():
    assert "all: true" in problem()
    assert problem(all=True) is None
    assert problem(older_than="1h") is None


@pytest.mark.parametrize("name", ["owner", "unit", "pid", "key"])
def test_an_empty_list_does_not_select_everything(name):
    assert problem(all=True, **{name: []}) == "%s is empty: leave it out, or name at least one" % name


def test_owners_become_numbers_and_never_nothing():
    assert [a for a in arguments(owner=["root", "1234"]) if "owner" in a] == ["--owner=0", "--owner=1234"]
    with pytest.raises(NobodySelected):
        arguments(owner=["no-such-user-here"])


def test_a_name_that_is_not_known_is_left_out_and_told():
    selectors = Selectors(params(owner=["no-such-user\x1b", "root"]))
    assert "--owner=0" in selectors.arguments()
    assert selectors.unknown_owners == ["no-such-user\\x1b"]


def test_only_the_weaker_verdict_that_was_asked_for_is_included():
    assert not [a for a in arguments(all=True) if a in ("--include=presumed-orphan", "--yes")]
    assert arguments(all=True, verdict="presumed-orphan")[4:6] == ["--include=presumed-orphan", "--yes"]


def test_other_kinds_are_never_certainly_dead():
    assert "presumed-orphan" in problem(all=True, kind=["sem", "shm"])
    assert problem(all=True, kind=["shm"], verdict="presumed-orphan") is None


@pytest.mark.parametrize("name, value", [
    ("older_than", "soon"), ("older_than", "5"), ("key", ["0xzz"]), ("key", ["1 2"]), ("ipc_ns", "--apply"),
    ("older_than", "1h\n"), ("key", ["--yes"])])
def test_a_selector_that_is_written_wrongly_is_refused_before_anything_runs(name, value):
    assert Selectors(params(**{name: value})).problem().startswith(name + " is like ")


def test_a_value_cannot_become_another_option():
    assert "--unit=--apply" in arguments(apply=False, unit=["--apply"])


def test_the_diff_has_a_line_for_each_object_and_one_that_stays_is_in_both():
    row = dict(kind="sem", id="4", key=0, uid=0, ipc_ns=1, ctime="2026-11-24T09:39:19Z", creator=None, verdict="orphan",
               evidence=[dict(side="for", what="its initialiser is dead", source="x")])
    goes = _prune.told(row)
    stays = _prune.kept(dict(row, id="5", reason="somebody waits on it", planned=True))
    diff = _prune.diff([goes], [stays])
    assert diff["before"].count("\n") == 2 and diff["after"].count("\n") == 1
    assert diff["after"] in diff["before"]
    assert "sem 4  key 0x00000000  owner root" in diff["before"] and "its initialiser is dead" in diff["before"]


def test_a_key_is_shown_as_ipcs_shows_it():
    row = dict(kind="sem", id="4", key=-1264609587, uid=0, verdict="orphan", evidence=[])
    assert _prune.told(row)["key"] == "0xb49f96cd"
