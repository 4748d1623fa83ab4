#!/usr/bin/python
# Copyright (c) the semtrail project
# Apache License 2.0 (see LICENSE), or at your choice
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

DOCUMENTATION = r"""
---
module: sem_facts
short_description: Gather facts about the semaphores of a host
version_added: 1.0.0
description:
  - Returns limits, use and headroom of System V IPC, semaphore sets by verdict, owner, unit and program, the findings
    of C(semtrail doctor), and what could not be seen, as C(ansible_facts.semtrail), in at most 8 KB.
  - Never fails because something is missing on the host. Without the collector, without Java, without rights, or when
    the collector does not answer in time, limits and use are taken straight from the kernel's files, and the facts say
    so in C(ansible_facts.semtrail.source) and C(ansible_facts.semtrail.collector.problem).
  - Can stand beside M(ansible.builtin.setup) in C(ansible_facts_modules), so that plain fact gathering has it.
options:
  timeout:
    description:
      - After how many seconds the collector is given up, and the kernel's files serve instead. C(0) is never.
      - Plain fact gathering with several modules gives each no more than C(gather_timeout), 10 seconds unless set,
        and fails the host after that, so leave some seconds between the two.
    type: int
    default: 7
extends_documentation_fragment:
  - semtrail.ipc._attributes
  - semtrail.ipc._attributes.reads
  - semtrail.ipc._attributes.facts
  - semtrail.ipc._attributes.collector
notes:
  - Without root the collector sees less - no other user's processes, so no verdict is C(orphan) - and says so in
    C(ansible_facts.semtrail.unseen).
seealso:
  - module: semtrail.ipc.sem_info
  - module: semtrail.ipc.report_info
  - module: ansible.builtin.setup
author:
  - The semtrail project (@semtrail)
"""

EXAMPLES = r"""
- name: Ask every host
  hosts: all
  gather_facts: false
  become: true
  tasks:
    - name: Gather facts about semaphores
      semtrail.ipc.sem_facts:

    - name: Tell who is near the limit
      ansible.builtin.debug:
        msg: >-
          {{ ansible_facts['semtrail']['limits']['semmni']['used'] }} of
          {{ ansible_facts['semtrail']['limits']['semmni']['limit'] }} sets are used
      when: (ansible_facts['semtrail']['limits']['semmni']['free'] | default(0, true)) < 1000

- name: Have them with every gathering of facts
  hosts: all
  become: true
  vars:
    ansible_facts_modules:
      - ansible.builtin.setup
      - semtrail.ipc.sem_facts
  tasks:
    - name: Tell what is wrong
      ansible.builtin.debug:
        var: ansible_facts['semtrail']['findings']
"""

RETURN = r"""
ansible_facts:
  description: The facts.
  returned: always
  type: dict
  contains:
    semtrail:
      description: State of the semaphores of this host, at most 8 KB of JSON.
      returned: always
      type: dict
      contains:
        schema:
          description: Name and version of this structure.
          returned: always
          type: str
          sample: semtrail.ansible/1
        at:
          description: When the host was looked at, UTC.
          returned: always
          type: str
          sample: "2026-11-24T09:39:20.493164565Z"
        source:
          description: C(collector), or C(kernel) where only the kernel's files could be read.
          returned: always
          type: str
          sample: collector
        visibility:
          description:
            - C(full) where the collector saw all that it looks at; C(partial) where C(ansible_facts.semtrail.unseen)
              lists what it could not see; C(limits) where only limits and use are known; C(none) where not even those.
          returned: always
          type: str
          sample: full
        collector:
          description: The collector on this host.
          returned: always
          type: dict
          contains:
            installed:
              description: Whether there is one.
              returned: always
              type: bool
              sample: true
            executable:
              description: Where; null where there is none.
              returned: always
              type: str
              sample: /usr/local/bin/semtrail
            version:
              description: Its version; null where it did not answer.
              returned: always
              type: str
              sample: 0.1.0
            duration_ms:
              description: How long it looked at the host, without the start of its JVM; null where it did not answer.
              returned: always
              type: int
              sample: 112
            problem:
              description: Why it did not answer, with the remedy; null where it did.
              returned: always
              type: str
              sample: null
        collection_version:
          description: Version of this collection.
          returned: always
          type: str
          sample: 1.0.0
        ipc_ns:
          description: Inode of the IPC namespace that the numbers speak of.
          returned: always
          type: int
          sample: 4026531839
        ipc_namespaces:
          description: How many IPC namespaces the host has; null without the collector.
          returned: always
          type: int
          sample: 1
        limits:
          description:
            - For each limit of the kernel its value, how much is in use and how much is free; null where that is not
              known or cannot be counted.
          returned: always
          type: dict
          sample:
            semmsl: {limit: 32000, used: null, free: null}
            semmns: {limit: 1024000000, used: 14, free: 1023999986}
            semopm: {limit: 500, used: null, free: null}
            semmni: {limit: 32000, used: 14, free: 31986}
        sets:
          description: How many semaphore sets there are.
          returned: always
          type: int
          sample: 14
        by_verdict:
          description: How many sets of each verdict; null without the collector.
          returned: always
          type: dict
          sample: {in-use: 1, presumed-in-use: 1, unknown: 0, presumed-orphan: 0, orphan: 12}
        by_owner:
          description: How many sets each user owns, most first; the rest together under C(…).
          returned: always
          type: dict
          sample: {www-data: 14}
        by_unit:
          description: How many sets each systemd unit made or uses; null without the collector.
          returned: always
          type: dict
          sample: {apache2.service: 2}
        by_program:
          description: How many sets each program made, as far as that is known; null without the collector.
          returned: always
          type: dict
          sample: {like Apache httpd (APR): 14}
        findings:
          description: What is wrong, worst first; null without the collector.
          returned: always
          type: list
          elements: dict
          sample:
            - id: dead-sets
              severity: warning
              what: 12 semaphore sets are certainly dead.
        findings_total:
          description: How many there are, also of those left out to keep the facts small; null without the collector.
          returned: always
          type: int
          sample: 1
        unseen:
          description: What could not be seen, and why.
          returned: always
          type: list
          elements: dict
          sample:
            - what: /proc/*/maps
              kind: denied
              why: 12 processes of other users
        unseen_total:
          description: How many there are, also of those left out to keep the facts small.
          returned: always
          type: int
          sample: 1
"""

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.semtrail.ipc.plugins.module_utils import _facts
from ansible_collections.semtrail.ipc.plugins.module_utils._collector import (
    Collector, CollectorError, collector_options)


def main():
    module = AnsibleModule(argument_spec=collector_options(timeout=7), supports_check_mode=True)
    collector = None
    try:
        collector = Collector(module)
        facts = _facts.of_collector(collector.ask("semtrail.facts/1", "facts", "--json"), collector.path)
    except CollectorError as e:
        if not e.missing or module.params["executable"]:
            module.warn("semtrail facts are limits and use only: " + e.msg)
        facts = _facts.of_kernel(e, collector.path if collector else None)
    module.exit_json(changed=False, ansible_facts=dict(semtrail=facts))


if __name__ == "__main__":
    main()
