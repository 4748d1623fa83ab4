# Copyright (c) the semtrail project
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

"""sem_info and report_info on a real host."""

import pytest


@pytest.fixture(scope="module")
def sick(host):
    """A host whose table of sets is full: 2 of a living server, 2 of a dead one, one with a key."""
    host.live = host.order("serve")["sets"]
    host.order("age")
    host.dead = host.order("leak")["sets"]
    host.keyed = host.order("keyed")["sets"]
    host.write("/proc/sys/kernel/sem", "32000 1024000000 500 5\n")
    host.order("age")
    return host


def sets(host, **arguments):
    result = host.module("sem_info", **arguments)
    assert not result.get("failed") and not result["changed"], result
    return [row["semid"] for row in result["sets"]]


def test_the_table_has_every_set_with_verdict_users_and_evidence(sick):
    result = sick.module("sem_info")
    rows = {row["semid"]: row for row in result["sets"]}
    assert sorted(rows) == sick.live + sick.dead + sick.keyed and result["total"] == 5
    assert all(rows[semid]["verdict"] == "in-use" and rows[semid]["users"] for semid in sick.live)
    assert all(rows[semid]["verdict"] == "orphan" and rows[semid]["evidence"] for semid in sick.dead)


@pytest.mark.any_core
@pytest.mark.parametrize("selectors, expected", [
    (dict(verdict=["orphan"]), "dead"), (dict(verdict=["in-use", "presumed-in-use"]), "live"),
    (dict(key=["0x4711"]), "keyed"), (dict(key=["18193"]), "keyed"), (dict(owner=["root"]), None),
    (dict(owner=["33"], verdict=["orphan"]), "dead"), (dict(older_than="1d"), None),
    (dict(owner=["no-such-user"]), None), (dict(ipc_ns="own", verdict=["orphan"]), "dead")])
def test_selectors_are_those_of_the_command_line(sick, selectors, expected):
    assert sets(sick, **selectors) == (getattr(sick, expected) if expected else [])


def test_a_long_table_is_cut_and_still_counted(sick):
    result = sick.module("sem_info", max_rows=2, evidence=False)
    assert (len(result["sets"]), result["total"]) == (2, 5)
    assert "evidence" not in result["sets"][0]


def test_other_kinds_come_under_their_own_name(sick):
    sick.run("ipcmk -M 4096")
    result = sick.module("sem_info", kind="shm")
    assert [row["segsz"] for row in result["shm"]] == [4096] and result["total"] == 1


@pytest.mark.any_core
@pytest.mark.parametrize("arguments, said", [
    (dict(older_than="soon"), "older_than is like 90s"), (dict(pid=[-1]), "pid is a number from 1 on"),
    (dict(timeout=0), "timeout is a number of seconds from 1 on, not 0"),
    (dict(executable="/nowhere"), "is not an executable file"),
    (dict(unit=["apache2"]), "does not run systemd"), (dict(owner=[]), "owner is empty: leave it out"),
    (dict(executable="/bin/true"), "is no JSON document")])
def test_what_cannot_be_answered_fails_with_the_reason(sick, arguments, said):
    result = sick.module("sem_info", **arguments)
    assert result.get("failed") and said in result["msg"], result


def test_the_findings_say_what_is_wrong_why_and_what_to_type(sick):
    result = sick.module("report_info")
    assert not result["changed"] and result["worst"] == "critical"
    found = result["findings"][0]
    assert found["id"] == "sem-sets-exhausted" and found["why"]
    assert "semtrail prune --apply" in found["remedy"]
    own, = [space for space in result["namespaces"] if space["own"]]
    assert own["limits"]["semmni"] == dict(limit=5, used=5, free=0)


def test_less_grave_findings_can_be_left_out(sick):
    everything = sick.module("report_info")["findings"]
    critical = sick.module("report_info", min_severity="critical")["findings"]
    assert critical == [found for found in everything if found["severity"] == "critical"] != []


def test_a_log_ties_the_findings_to_what_it_says(sick):
    sick.write("/var/lib/semtrail/error.log",
               "(28)No space left on device: AH00023: Couldn't create the mpm-accept mutex\n")
    assert len(sick.module("report_info", logs=["/var/lib/semtrail/error.log"])["log"]) == 1
    result = sick.module("report_info", logs=["/nowhere/error.log"])
    assert result.get("failed") and "/nowhere/error.log" in result["msg"]
