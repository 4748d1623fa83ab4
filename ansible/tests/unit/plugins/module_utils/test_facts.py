# Copyright (c) the semtrail project
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

import json

import pytest
from ansible_collections.semtrail.ipc.plugins.module_utils import _facts, _kernel
from ansible_collections.semtrail.ipc.plugins.module_utils._collector import CollectorError


def document(**more):
    answer = dict(
        schema="semtrail.facts/1", at="2026-11-24T09:39:20Z", version="0.1.0", duration_ms=1, ipc_ns=1,
        ipc_namespaces=1,
        limits={"semmni": dict(limit=8, used=4, free=4)}, sets=4, by_verdict={"unknown": 4}, by_owner={"root": 4},
        by_unit={}, by_program={}, findings=[], findings_total=0, unseen=[], unseen_total=0)
    answer.update(more)
    return answer


def long_names(count):
    return dict(("n%03d" % n + "x" * 60, 1) for n in range(count))


def test_facts_are_at_most_8_kilobytes_whatever_the_host_has():
    found = dict(id="i" * 40, severity="warning", what="w" * 160)
    gap = dict(what="w" * 64, kind="denied", why="y" * 160)
    facts = _facts.of_collector(document(
        by_owner=long_names(30), by_unit=long_names(30), by_program=long_names(30),
        findings=[found] * 30, findings_total=30, unseen=[gap] * 30, unseen_total=30), "/usr/local/bin/semtrail")
    assert len(json.dumps(facts)) <= 8192
    assert (facts["findings_total"], facts["unseen_total"]) == (30, 30)
    assert facts["findings"]


def test_what_is_left_out_of_a_count_is_still_counted():
    facts = _facts.bounded(_facts.of_collector(document(by_owner=long_names(200)), "x"))
    assert len(json.dumps(facts)) <= 8192
    assert sum(facts["by_owner"].values()) == 200


def test_the_rest_that_the_collector_left_out_is_not_named_before_others():
    counts = {"root": 5, "www-data": 3, u"\u2026": 7}
    assert _facts._cut_counts(counts, 1) == {"root": 5, u"\u2026": 10}


def test_partial_sight_is_told():
    assert _facts.of_collector(document(), "x")["visibility"] == "full"
    assert _facts.of_collector(document(unseen_total=1), "x")["visibility"] == "partial"


def test_without_the_collector_what_is_not_known_is_null_and_never_zero(monkeypatch):
    monkeypatch.setattr(_kernel, "rows", lambda table: [dict(uid=0, nsems=3)] if table == "sem" else [])
    monkeypatch.setattr(_kernel, "numbers", lambda path: [1, 2, 3, 4] if path == _kernel.SEM else [5])
    facts = _facts.of_kernel(CollectorError("no Java"), "/x")
    assert facts["limits"]["semmns"] == dict(limit=2, used=3, free=0)
    assert facts["limits"]["semmsl"] == dict(limit=1, used=None, free=None)
    assert facts["by_owner"] == {"root": 1}
    assert facts["collector"]["installed"] and facts["collector"]["problem"] == "no Java"
    for name in ("by_verdict", "by_unit", "by_program", "findings", "findings_total", "ipc_namespaces"):
        assert facts[name] is None, name


@pytest.mark.parametrize("error, kind", [
    (FileNotFoundError(2, "No such file"), "absent"), (PermissionError(13, "Permission denied"), "denied"),
    (ValueError("torn"), "failed")])
def test_what_the_kernel_does_not_tell_either_is_unseen_with_the_reason(monkeypatch, error, kind):
    def fails(_path):
        raise error

    monkeypatch.setattr(_kernel, "rows", fails)
    monkeypatch.setattr(_kernel, "numbers", fails)
    facts = _facts.of_kernel(CollectorError("absent", missing=True), None)
    assert facts["visibility"] == "none"
    assert facts["sets"] is None
    assert facts["unseen_total"] == len(facts["unseen"]) > 0
    assert set(gap["kind"] for gap in facts["unseen"]) == {kind}


def test_both_sources_have_the_same_members():
    assert set(_facts.of_kernel(CollectorError("x"), None)) == set(_facts.of_collector(document(), "x"))
