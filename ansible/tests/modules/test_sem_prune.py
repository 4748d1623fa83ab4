# Copyright (c) the semtrail project
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

"""sem_prune on a real host: the dead go, the living stay and go on working, and everything is told before."""

import json

import pytest

RECEIPTS = "/var/lib/semtrail/host/receipts.jsonl"


class Incident:
    """A living server and the leavings of dead ones, all of one user."""

    def __init__(self, host):
        self.host = host
        self.live = host.order("serve")["sets"]
        host.order("age")
        self.dead = host.order("leak")["sets"] + host.order("leak")["sets"]
        self.keyed = host.order("keyed")["sets"]
        host.order("age")
        self.all = self.live + self.dead + self.keyed

    def left(self):
        return self.host.left(self.all)


@pytest.fixture(scope="module")
def incident(host):
    return Incident(host)


def ids(rows):
    return [int(row["id"]) for row in rows]


def prune(incident, **arguments):
    result = incident.host.module("sem_prune", **arguments)
    assert not result.get("failed"), result
    return result


def refused(incident, **arguments):
    result = incident.host.module("sem_prune", **arguments)
    assert result.get("failed") and incident.left() == incident.all, result
    return result


def receipts(host):
    return [json.loads(line) for line in host.run("cat %s 2>/dev/null" % RECEIPTS).splitlines()]


def test_something_has_to_be_selected(incident):
    assert "all: true" in refused(incident)["msg"]


def test_check_mode_plans_with_a_line_for_each_set_and_leaves_everything(incident):
    before = incident.host.run("find /var/lib/semtrail /opt | sort")
    result = prune(incident, owner=["www-data"], check=True)
    assert result["changed"] and ids(result["plan"]) == incident.dead and result["removed"] == []
    assert result["diff"]["after"] == ""
    lines = result["diff"]["before"].splitlines()
    assert len(lines) == len(incident.dead) and all("orphan" in line and "is dead" in line for line in lines)
    assert incident.left() == incident.all and result["receipt"] is None
    assert incident.host.run("find /var/lib/semtrail /opt | sort") == before


def test_what_stays_has_its_reason(incident):
    kept = {int(row["id"]): row for row in prune(incident, owner=["www-data"], check=True)["kept"]}
    assert sorted(kept) == sorted(incident.live + incident.keyed)
    assert all(kept[semid]["reason"].startswith("in-use: ") for semid in incident.live)
    assert kept[incident.keyed[0]]["key"] == "0x00004711"


def test_a_surprise_is_refused_as_a_whole_with_the_plan(incident):
    for check in (True, False):
        result = refused(incident, owner=["www-data"], max_removals=3, check=check)
        assert "4 objects would go, which is more than max_removals 3 allows" in result["msg"]
        assert ids(result["plan"]) == incident.dead
    assert receipts(incident.host) == []


@pytest.mark.any_core
def test_selectors_that_match_nothing_remove_nothing(incident):
    for selectors in (dict(owner=["nobody"]), dict(older_than="1h"), dict(key=["0x1"]), dict(pid=[99999])):
        result = prune(incident, **selectors)
        assert not result["changed"] and result["plan"] == [], selectors


def test_owners_that_the_host_does_not_know_select_nothing(incident):
    result = prune(incident, owner=["no-such-user", "nor-this-one"])
    assert not result["changed"] and result["kept_total"] == 0
    assert result["unknown_owners"] == ["no-such-user", "nor-this-one"]


def test_a_unit_on_a_host_without_systemd_is_refused_in_plain_words(incident):
    assert "does not run systemd, so no process has a unit; use --owner" in refused(incident, unit=["apache2"])["msg"]


def test_without_rights_nothing_is_an_orphan(incident):
    result = prune(incident, owner=["www-data"], check=True, python=incident.host.python_of_nobody)
    assert not result["changed"] and result["unseen"]


def test_a_host_without_the_collector_is_told_what_to_install(incident):
    result = refused(incident, all=True, executable="/nowhere/semtrail")
    assert "role semtrail.ipc.collector" in result["msg"] and "receipts" not in result["msg"]


def test_it_removes_the_dead_with_receipts_and_the_living_go_on(incident):
    result = prune(incident, owner=["no-such-user", "www-data"], max_removals=4)
    assert result["changed"] and ids(result["removed"]) == incident.dead
    assert incident.left() == incident.live + incident.keyed
    assert result["receipt"] == RECEIPTS and result["unknown_owners"] == ["no-such-user"]
    assert [(line["action"], int(line["id"])) for line in receipts(incident.host)] == [
        (action, semid) for semid in incident.dead for action in ("remove", "result")]
    waiting = incident.host.module("sem_info", owner=["www-data"], verdict=["in-use"])
    assert [row["semid"] for row in waiting["sets"]] == incident.live
    assert all(row["waiting"] == 1 for row in waiting["sets"])


def test_z_a_second_run_changes_nothing(incident):
    result = prune(incident, owner=["www-data"])
    assert not result["changed"] and result["plan"] == result["removed"] == []
    assert result["diff"]["before"] == result["diff"]["after"] == "" and result["receipt"] is None
    assert len(receipts(incident.host)) == 2 * len(incident.dead)


def test_z_what_is_only_presumed_dead_goes_only_when_asked_for(incident):
    assert not prune(incident, all=True, check=True)["changed"]
    result = prune(incident, all=True, verdict="presumed-orphan", check=True)
    assert set(ids(result["plan"])) <= set(incident.keyed)
    assert not set(ids(result["plan"])) & set(incident.live)
