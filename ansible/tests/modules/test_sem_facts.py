# Copyright (c) the semtrail project
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

"""sem_facts on real hosts: never fails, stays small, says what it does not know."""

import json

HOSTILE = "{{ 7*7 }}\x1b[2J\u202e"


def facts_of(host, **arguments):
    result = host.module("sem_facts", **arguments)
    assert not result.get("failed") and not result["changed"], result
    return result["ansible_facts"]["semtrail"], result.get("warnings", [])


def test_a_host_with_the_collector_tells_limits_use_verdicts_and_owners(host):
    host.order("serve")
    facts, warnings = facts_of(host)
    assert warnings == []
    assert (facts["source"], facts["visibility"]) == ("collector", "full"), facts["unseen"]
    assert facts["collector"]["executable"] == "/usr/local/bin/semtrail" and facts["collector"]["problem"] is None
    assert facts["limits"]["semmni"] == dict(limit=32000, used=2, free=31998)
    assert facts["by_verdict"]["in-use"] == 2
    assert facts["by_owner"] == {"www-data": 2}


def test_a_host_without_it_tells_the_same_limits_from_the_kernels_files_and_no_warning(bare):
    bare.order("serve")
    facts, warnings = facts_of(bare)
    assert warnings == []
    assert (facts["source"], facts["visibility"]) == ("kernel", "limits")
    assert facts["collector"]["installed"] is False
    assert "role semtrail.ipc.collector" in facts["collector"]["problem"]
    assert facts["limits"]["semmni"] == dict(limit=32000, used=2, free=31998)
    assert facts["by_owner"] == {"www-data": 2} and facts["by_verdict"] is None


def test_both_sources_agree_on_limits_use_and_namespace(host):
    told, _warnings = facts_of(host)
    read, _warnings = facts_of(host, executable="/nowhere/semtrail")
    assert read["source"] == "kernel"
    assert (read["ipc_ns"], read["sets"], read["by_owner"]) == (told["ipc_ns"], told["sets"], told["by_owner"])
    for name, limit in read["limits"].items():
        assert limit["limit"] == told["limits"][name]["limit"], name
        assert limit["used"] in (None, told["limits"][name]["used"]), name


def test_a_host_without_java_says_what_to_install(host):
    facts, warnings = facts_of(host, executable=host.script("SEMTRAIL_JAVA=/nowhere/java exec semtrail \"$@\""))
    assert facts["source"] == "kernel" and facts["collector"]["installed"] is True
    assert "needs Java 17" in facts["collector"]["problem"]
    assert len(warnings) == 1 and "needs Java 17" in warnings[0]


def test_a_collector_that_hangs_is_given_up_and_nothing_of_it_is_left(host):
    facts, warnings = facts_of(host, executable=host.script("sleep 4711 & wait"), timeout=1)
    assert "within 1 seconds" in facts["collector"]["problem"] and len(warnings) == 1
    assert facts["limits"]["semmni"]["limit"] == 32000
    # What has its signal dies a moment later on a busy machine.
    host.run("for n in $(seq 200); do grep -qxz 4711 /proc/[0-9]*/cmdline || break; sleep 0.1; done")
    assert host.run("grep -lxz 4711 /proc/[0-9]*/cmdline").strip() == ""


def test_somebody_without_rights_gets_facts_and_what_he_could_not_see(host):
    result = host.module("sem_facts", python=host.python_of_nobody)
    facts = result["ansible_facts"]["semtrail"]
    assert facts["source"] == "collector" and facts["visibility"] == "partial"
    assert facts["unseen_total"] > 0 and facts["limits"]["semmni"]["used"] == 2


def test_plain_fact_gathering_has_them_beside_setup(host):
    gathering = host.playing(
        [{"ansible.builtin.debug": {
            "msg": "{{ ansible_facts['distribution'] }} {{ ansible_facts['semtrail']['source'] }}"}}],
        gather_facts=True, vars={"ansible_facts_modules": ["ansible.builtin.setup", "semtrail.ipc.sem_facts"]})
    assert host.play([gathering])[-1]["msg"].endswith(" collector")


def test_options_of_plain_fact_gathering_come_from_the_defaults_of_the_action_group(host):
    gathering = host.playing(
        [{"ansible.builtin.debug": {"msg": "{{ ansible_facts['semtrail']['collector']['problem'] }}"}}],
        gather_facts=True, vars={"ansible_facts_modules": ["ansible.builtin.setup", "semtrail.ipc.sem_facts"]},
        module_defaults={"group/semtrail.ipc.collector": {"executable": "/nowhere/else"}})
    results = host.play([gathering])
    assert "'/nowhere/else' is not an executable file" in results[-1]["msg"]


def test_names_that_processes_chose_are_shown_and_never_acted_upon(host):
    held = host.order("hold", name=HOSTILE)
    templates = [
        {"semtrail.ipc.sem_facts": {}},
        {"ansible.builtin.debug": {"msg": "{{ ansible_facts['semtrail']['by_program'] | to_json }}"}},
        {"ansible.builtin.set_fact": {"again": "{{ ansible_facts['semtrail'] | to_json | from_json }}"}},
        {"ansible.builtin.debug": {"msg": "{{ again['by_program'] }}"}}]
    results, screen = host.played([host.playing(templates)])
    host.run("kill %d" % held["pid"])
    shown = "{\\x7b 7*7 }}\\x1b[2J\\u202e"
    assert shown in results[0]["ansible_facts"]["semtrail"]["by_program"], results[0]
    assert shown in results[-1]["msg"]
    assert "49" not in json.dumps([result["msg"] for result in results if "msg" in result])
    assert "\x1b" not in screen and "\u202e" not in screen


def test_check_mode_leaves_nothing_on_the_host(host):
    before = host.run("find /var/lib/semtrail /opt | sort")
    assert host.module("sem_facts", check=True)["ansible_facts"]["semtrail"]["source"] == "collector"
    assert host.run("find /var/lib/semtrail /opt | sort") == before


def test_a_host_with_hundreds_of_owners_has_facts_of_at_most_8_kilobytes(host):
    host.order("many", count=300)
    for arguments in ({}, {"executable": "/nowhere/semtrail"}):
        facts, _warnings = facts_of(host, **arguments)
        assert len(json.dumps(facts)) <= 8192, arguments
        assert sum(facts["by_owner"].values()) == facts["sets"] >= 302
