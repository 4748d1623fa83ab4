#!/usr/bin/python
# Copyright (c) the semtrail project
# Apache License 2.0 (see LICENSE), or at your choice
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

DOCUMENTATION = r"""
---
module: sem_info
short_description: List the semaphore sets of a host, with creator, users and verdict
version_added: 1.0.0
description:
  - Returns the tables of C(semtrail list), with the same filters - semaphore sets with who made each, who uses it, and
    whether it may go, or shared memory, message queues and POSIX objects.
  - A table can have tens of thousands of rows. For numbers and findings of a whole fleet take
    M(semtrail.ipc.sem_facts), and this module for the hosts that are sick.
options:
  kind:
    description: Which table.
    type: str
    choices: [sem, shm, msg, posix-sem, posix-shm, posix-mq]
    default: sem
  verdict:
    description: Of one of these verdicts.
    type: list
    elements: str
    choices: [in-use, presumed-in-use, unknown, presumed-orphan, orphan]
  ipc_ns:
    description: In this IPC namespace, C(own), C(all), or an inode.
    type: str
    default: all
  evidence:
    description: Whether each row has its evidence, which is most of its size.
    type: bool
    default: true
  max_rows:
    description: Return at most so many rows; C(0) is all. C(total) counts all.
    type: int
    default: 1000
  timeout:
    description: After how many seconds the collector is given up; C(0) is never.
    type: int
    default: 60
extends_documentation_fragment:
  - semtrail.ipc._attributes
  - semtrail.ipc._attributes.reads
  - semtrail.ipc._attributes.collector
  - semtrail.ipc._selectors
notes:
  - Without root the collector sees less, and C(unseen) says what not.
seealso:
  - module: semtrail.ipc.sem_facts
  - module: semtrail.ipc.sem_prune
author:
  - The semtrail project (@semtrail)
"""

EXAMPLES = r"""
- name: List all semaphore sets
  semtrail.ipc.sem_info:
  become: true
  register: semaphores

- name: Tell the verdict of each
  ansible.builtin.debug:
    msg: "{{ item.semid }} of uid {{ item.uid }}: {{ item.verdict }}"
  loop: "{{ semaphores.sets }}"
  loop_control:
    label: "{{ item.semid }}"

- name: List dead sets of the web server that are older than an hour
  semtrail.ipc.sem_info:
    owner: [www-data, apache]
    verdict: [orphan, presumed-orphan]
    older_than: 1h
  become: true

- name: List shared memory, without evidence
  semtrail.ipc.sem_info:
    kind: shm
    evidence: false
  become: true
"""

RETURN = r"""
at:
  description: When the host was looked at, UTC; null where no owner is known here.
  returned: success
  type: str
  sample: "2026-11-24T09:39:21.331035888Z"
ipc_ns:
  description: Inode of the IPC namespace that the module ran in; null where no owner is known here.
  returned: success
  type: int
  sample: 4026531839
sets:
  description: The semaphore sets. Of another kind the rows are in C(shm), C(msg), C(posix_sem) and so on.
  returned: success, with C(kind=sem)
  type: list
  elements: dict
  contains:
    semid:
      description: Its id in its IPC namespace.
      type: int
      sample: 4
    key:
      description: Its key as a signed number; 0 is private.
      type: int
      sample: 0
    uid:
      description: Its owner.
      type: int
      sample: 33
    nsems:
      description: How many semaphores it has.
      type: int
      sample: 1
    ctime:
      description: When it was made or changed.
      type: str
      sample: "2026-11-24T09:39:19Z"
    otime:
      description: When it was last operated; null is never.
      type: str
      sample: null
    ipc_ns:
      description: Inode of its IPC namespace.
      type: int
      sample: 4026531839
    verdict:
      description: C(in-use), C(presumed-in-use), C(unknown), C(presumed-orphan) or C(orphan).
      type: str
      sample: orphan
    creator:
      description: Program that made it, or what it looks like; null where nothing tells.
      type: str
      sample: like Apache httpd (APR)
    unit:
      description: Systemd unit of its creator or users; null where none is known.
      type: str
      sample: apache2.service
    users:
      description: Living processes that are known to use it.
      type: list
      elements: str
      sample: ["apache2 (pid 32)"]
    waiting:
      description: How many processes wait on it.
      type: int
      sample: 0
    evidence:
      description: What speaks for the verdict, against it, and what is open, each with its source.
      type: list
      elements: dict
      sample:
        - side: for
          what: its initialiser (pid 29) is dead
          source: semctl GETPID 0
shm:
  description: The shared memory segments.
  returned: success, with C(kind=shm)
  type: list
  elements: dict
msg:
  description: The message queues.
  returned: success, with C(kind=msg)
  type: list
  elements: dict
posix_sem:
  description: The named POSIX semaphores.
  returned: success, with C(kind=posix-sem)
  type: list
  elements: dict
posix_shm:
  description: The POSIX shared memory objects.
  returned: success, with C(kind=posix-shm)
  type: list
  elements: dict
posix_mq:
  description: The POSIX message queues.
  returned: success, with C(kind=posix-mq)
  type: list
  elements: dict
total:
  description: How many rows matched, also those left out by I(max_rows).
  returned: success
  type: int
  sample: 14
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
from ansible_collections.semtrail.ipc.plugins.module_utils._collector import (
    Collector, CollectorError, collector_options)
from ansible_collections.semtrail.ipc.plugins.module_utils._selectors import (
    KINDS, VERDICTS, NobodySelected, Selectors, selector_options)


def main():
    options = collector_options(timeout=60)
    options.update(selector_options(ipc_ns="all"))
    options.update(
        kind=dict(type="str", choices=list(KINDS), default="sem"),
        verdict=dict(type="list", elements="str", choices=list(VERDICTS)),
        evidence=dict(type="bool", default=True),
        max_rows=dict(type="int", default=1000),
    )
    module = AnsibleModule(options, supports_check_mode=True)
    selectors = Selectors(module.params)
    problem = selectors.problem()
    if problem:
        module.fail_json(msg=problem)
    try:
        result = ask(module, selectors)
    except CollectorError as e:
        module.fail_json(msg=e.msg, **e.details)
    module.exit_json(changed=False, unknown_owners=selectors.unknown_owners, **result)


def ask(module, selectors):
    """What the module returns. Raises CollectorError."""
    kind = module.params["kind"]
    name = "sets" if kind == "sem" else kind.replace("-", "_")
    try:
        arguments = ["list", kind, "--json"] + selectors.arguments()
    except NobodySelected:
        return {"at": None, "ipc_ns": None, name: [], "total": 0, "unseen": []}
    if module.params["verdict"]:
        arguments.append("--verdict=" + ",".join(module.params["verdict"]))
    document = Collector(module).ask("semtrail.list/1", *arguments)
    rows = document[name]
    shown = rows[:module.params["max_rows"]] if module.params["max_rows"] > 0 else rows
    if not module.params["evidence"]:
        shown = [dict((k, v) for k, v in row.items() if k != "evidence") for row in shown]
    return {"at": document["at"], "ipc_ns": document["ipc_ns"], name: shown, "total": len(rows),
            "unseen": document["unseen"]}


if __name__ == "__main__":
    main()
