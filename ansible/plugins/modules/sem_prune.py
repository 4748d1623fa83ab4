#!/usr/bin/python
# Copyright (c) the semtrail project
# Apache License 2.0 (see LICENSE), or at your choice
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

DOCUMENTATION = r"""
---
module: sem_prune
short_description: Remove semaphore sets that nobody can use any more
version_added: 1.0.0
description:
  - Removes dead semaphore sets and no other, through C(semtrail prune), which looks at each again immediately before it
    is removed, and writes a receipt first. The module itself removes nothing.
  - In check mode it plans, and touches nothing. What it would do and why is in C(plan), and with C(--diff) a line for
    each object.
  - A second run changes nothing.
options:
  verdict:
    description:
      - The weakest verdict that may go. C(orphan) is certainly dead. C(presumed-orphan) is probably dead, a judgement
        that can be wrong - take it only after a look at the plan in check mode.
      - A set that may be in use is never removed, whatever is asked for.
    type: str
    choices: [orphan, presumed-orphan]
    default: orphan
  kind:
    description:
      - Which kinds of objects. Only of semaphore sets anything is certainly dead; the others go only with
        C(verdict=presumed-orphan).
    type: list
    elements: str
    choices: [sem, shm, msg, posix-sem, posix-shm, posix-mq]
    default: [sem]
  ipc_ns:
    description: In this IPC namespace, C(own), C(all), or an inode.
    type: str
    default: own
  all:
    description: Consider every object, where no selector is given. Has to be said, for selectors are forgotten easily.
    type: bool
    default: false
  max_removals:
    description:
      - Where more than this would go, the module fails and nothing is removed, also in check mode. C(0) is no bound.
    type: int
    default: 100
  receipts:
    description:
      - Where the receipts are appended on the host, by default C(/var/lib/semtrail/host/receipts.jsonl).
    type: path
  max_kept:
    description: Return at most so many objects in C(kept); C(0) is all. C(kept_total) counts all.
    type: int
    default: 100
  timeout:
    description:
      - After how many seconds the collector is given up; C(0) is never. What was removed until then is in the receipts.
    type: int
    default: 300
extends_documentation_fragment:
  - semtrail.ipc._attributes
  - semtrail.ipc._attributes.collector
  - semtrail.ipc._selectors
attributes:
  diff_mode:
    support: full
    details:
      - Shows a line for each object that goes, with its verdict and the first reason.
notes:
  - Needs root. Without it the collector cannot see whether others use a set, so it calls none an orphan.
seealso:
  - module: semtrail.ipc.sem_info
  - module: semtrail.ipc.sem_limits
author:
  - The semtrail project (@semtrail)
"""

EXAMPLES = r"""
- name: Show what would go
  semtrail.ipc.sem_prune:
    owner: [www-data, apache]
  become: true
  check_mode: true
  diff: true

- name: Remove dead sets of the web server, but not when it is more than expected
  semtrail.ipc.sem_prune:
    owner: [www-data, apache]
    older_than: 10m
    max_removals: 50
  become: true
  register: pruned

- name: Tell what went and what stayed
  ansible.builtin.debug:
    msg: >-
      removed {{ pruned.removed | map(attribute='id') | join(' ') }},
      kept {{ pruned.kept_total }}, receipts in {{ pruned.receipt }}

- name: Remove every dead set of the host
  semtrail.ipc.sem_prune:
    all: true
  become: true
"""

RETURN = r"""
plan:
  description: What goes, each with its evidence. In check mode it would go; otherwise it was tried.
  returned: success, or when it is more than I(max_removals)
  type: list
  elements: dict
  contains:
    kind:
      description: Its kind.
      type: str
      sample: sem
    id:
      description: Its id, or its name.
      type: str
      sample: "4"
    key:
      description: Its key, as C(ipcs) shows it; null where the kind has none.
      type: str
      sample: "0x00000000"
    owner:
      description: Name or number of its owner.
      type: str
      sample: www-data
    ipc_ns:
      description: Inode of its IPC namespace; null where the kind has none.
      type: int
      sample: 4026531839
    ctime:
      description: When it was made or changed.
      type: str
      sample: "2026-11-24T09:39:19Z"
    creator:
      description: Program that made it, or what it looks like; null where nothing tells.
      type: str
      sample: like Apache httpd (APR)
    verdict:
      description: C(orphan) or C(presumed-orphan).
      type: str
      sample: orphan
    why:
      description: What speaks for the verdict, against it, and what is open.
      type: list
      elements: str
      sample: ["for: its initialiser (pid 29) is dead"]
removed:
  description: What was removed, as in C(plan). Empty in check mode.
  returned: success
  type: list
  elements: dict
  sample: []
kept:
  description:
    - What stays, as in C(plan), with C(reason) instead of C(why), and with C(planned), which is
      true where it was planned and the last look kept it.
  returned: success
  type: list
  elements: dict
  sample:
    - kind: sem
      id: "2"
      key: "0x00000000"
      owner: www-data
      ipc_ns: 4026531839
      ctime: "2026-11-24T09:39:19Z"
      creator: like Apache httpd (APR)
      verdict: in-use
      reason: "in-use: apache2 (pid 32) waits on it"
      planned: false
kept_total:
  description: How many stay, also those left out by I(max_kept).
  returned: success
  type: int
  sample: 2
receipt:
  description: The file on the host to which receipts were appended; null where nothing was removed.
  returned: success
  type: str
  sample: /var/lib/semtrail/host/receipts.jsonl
unknown_owners:
  description: Names in I(owner) that this host does not know.
  returned: success
  type: list
  elements: str
  sample: [apache]
unseen:
  description: What could not be seen, and why.
  returned: success
  type: list
  elements: dict
  sample:
    - what: /proc/*/maps
      kind: denied
      why: 12 processes of other users
"""

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.semtrail.ipc.plugins.module_utils import _prune
from ansible_collections.semtrail.ipc.plugins.module_utils._collector import (
    Collector, CollectorError, collector_options)
from ansible_collections.semtrail.ipc.plugins.module_utils._selectors import (
    KINDS, NobodySelected, Selectors, selector_options)


def main():
    options = collector_options(timeout=300)
    options.update(selector_options(ipc_ns="own"))
    options.update(
        verdict=dict(type="str", choices=["orphan", "presumed-orphan"], default="orphan"),
        kind=dict(type="list", elements="str", choices=list(KINDS), default=["sem"]),
        all=dict(type="bool", default=False),
        max_removals=dict(type="int", default=100),
        receipts=dict(type="path"),
        max_kept=dict(type="int", default=100),
    )
    module = AnsibleModule(options, supports_check_mode=True)
    selectors = Selectors(module.params)
    problem = _prune.problem(module.params, selectors)
    if problem:
        module.fail_json(msg=problem)
    try:
        document = ask(module, selectors)
    except CollectorError as e:
        started = "" if module.check_mode or e.missing else "; what was removed before that is in the receipts"
        module.fail_json(msg=e.msg + started, **e.details)
    exit_with(module, document, selectors)


def ask(module, selectors):
    """The collector's answer. Raises CollectorError."""
    try:
        arguments = _prune.arguments(module.params, selectors, apply=not module.check_mode)
    except NobodySelected:
        return dict(plan=[], removed=[], kept=[], receipts=None, unseen=[])
    return Collector(module).ask("semtrail.prune/1", *arguments)


def exit_with(module, document, selectors):
    params = module.params
    plan = [_prune.told(row) for row in document["plan"]]
    if 0 < params["max_removals"] < len(plan):
        module.fail_json(
            msg="%d objects would go, which is more than max_removals %d allows: nothing was removed" % (
                len(plan), params["max_removals"]), plan=plan)
    removed = [_prune.told(row) for row in document["removed"]]
    kept = [_prune.kept(row) for row in document["kept"]]
    stayed = [row for row in kept if row["planned"]]
    if stayed:
        module.warn("%d of %d planned objects stay, the first (%s %s) because %s" % (
            len(stayed), len(plan), stayed[0]["kind"], stayed[0]["id"], stayed[0]["reason"]))
    goes = plan if module.check_mode else removed
    module.exit_json(
        changed=bool(goes), diff=_prune.diff(goes, stayed), plan=plan, removed=removed,
        kept=kept[:params["max_kept"]] if params["max_kept"] > 0 else kept, kept_total=len(kept),
        receipt=document["receipts"], unknown_owners=selectors.unknown_owners, unseen=document["unseen"])


if __name__ == "__main__":
    main()
