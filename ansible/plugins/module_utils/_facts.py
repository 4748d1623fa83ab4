# Copyright (c) the semtrail project
# Apache License 2.0 (see LICENSE), or at your choice
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

"""Builds ansible_facts.semtrail: one structure, whether the collector answered or only the kernel's files could."""

import json

from ansible_collections.semtrail.ipc.plugins.module_utils import _kernel
from ansible_collections.semtrail.ipc.plugins.module_utils._plain import plain
from ansible_collections.semtrail.ipc.plugins.module_utils._version import VERSION

SCHEMA = "semtrail.ansible/1"
MAX_BYTES = 8 * 1024

# What is made shorter until the facts fit, and the name of what is left out of a count.
_COUNTS = ("by_owner", "by_unit", "by_program")
_LISTS = ("findings", "unseen")
_REST = "\u2026"


def of_collector(document, executable):
    """The facts from an answer of `semtrail facts`."""
    facts = _head(
        document["at"], "collector", "partial" if document["unseen_total"] else "full",
        installed=True, executable=executable, version=document["version"], duration_ms=document["duration_ms"])
    facts.update((name, document.get(name)) for name in (
        "ipc_ns", "ipc_namespaces", "limits", "sets", "by_verdict", "by_owner", "by_unit", "by_program",
        "findings", "findings_total", "unseen", "unseen_total"))
    return bounded(facts)


def of_kernel(error, executable):
    """The facts that the kernel's own files tell, where the collector could not."""
    tables = _kernel.Tables()
    limits = _kernel.limits(tables)
    sets = tables.rows("sem")
    facts = _head(
        _kernel.now(), "kernel", "limits" if limits else "none",
        installed=not error.missing, executable=executable, problem=error.msg)
    facts.update(
        ipc_ns=_kernel.ipc_ns(), ipc_namespaces=None, limits=limits,
        sets=None if sets is None else len(sets), by_verdict=None,
        by_owner=_most_first(tables.owners()), by_unit=None, by_program=None, findings=None, findings_total=None,
        unseen=tables.unseen, unseen_total=len(tables.unseen))
    return bounded(plain(facts))


def _head(at, source, visibility, **collector):
    told = dict(installed=False, executable=None, version=None, duration_ms=None, problem=None)
    told.update(collector)
    if told["problem"] and len(told["problem"]) > 500:
        told["problem"] = told["problem"][:499] + _REST
    return dict(schema=SCHEMA, at=at, source=source, visibility=visibility, collector=told, collection_version=VERSION)


def _most_first(counts):
    return counts and dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def bounded(facts):
    """The facts with lists made shorter until they fit MAX_BYTES; the totals still count all."""
    top = 10
    while len(json.dumps(facts)) > MAX_BYTES and top > 0:
        top -= 1
        for name in _COUNTS:
            facts[name] = _cut_counts(facts[name], top)
        for name in _LISTS:
            facts[name] = facts[name] and facts[name][:top]
    return facts


def _cut_counts(counts, top):
    if counts is None or len(counts) <= top:
        return counts
    named = [(name, n) for name, n in counts.items() if name != _REST]
    rest = sum(n for name, n in named[top:]) + counts.get(_REST, 0)
    return dict(named[:top], **{_REST: rest}) if rest else dict(named[:top])
