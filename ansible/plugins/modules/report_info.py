#!/usr/bin/python
# Copyright (c) the semtrail project
# Apache License 2.0 (see LICENSE), or at your choice
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

DOCUMENTATION = r"""
---
module: report_info
short_description: Tell what is wrong with the semaphores of a host, why, and what to do
version_added: 1.0.0
description:
  - Returns the findings of C(semtrail doctor) - each with severity, what was seen, why that is so, and what to type -
    and what JVMs with the agent recorded.
options:
  logs:
    description: Logs on the host of the program that fails, gzipped or not; findings are then tied to what they say.
    type: list
    elements: path
  recordings:
    description:
      - Also read these recordings of JVMs on the host - a C(*.jfr) file, the folder of a JVM, or a folder of such
        folders. The recordings of the host's own JVMs are found without being named.
    type: list
    elements: path
  min_severity:
    description: Leave out findings that are less grave.
    type: str
    choices: [note, warning, critical]
    default: note
  timeout:
    description: After how many seconds the collector is given up; C(0) is never.
    type: int
    default: 60
extends_documentation_fragment:
  - semtrail.ipc._attributes
  - semtrail.ipc._attributes.reads
  - semtrail.ipc._attributes.collector
notes:
  - Never fails because of what it finds; see the second example for a play that should.
seealso:
  - module: semtrail.ipc.sem_facts
  - module: semtrail.ipc.sem_info
author:
  - The semtrail project (@semtrail)
"""

EXAMPLES = r"""
- name: Ask what is wrong
  semtrail.ipc.report_info:
  become: true
  register: doctor

- name: Stop where something is critical
  ansible.builtin.assert:
    that: doctor.worst != 'critical'
    fail_msg: "{{ doctor.findings | map(attribute='what') | join('; ') }}"

- name: Ask with the log of the server that does not start
  semtrail.ipc.report_info:
    logs: [/var/log/apache2/error.log]
  become: true
"""

RETURN = r"""
at:
  description: When the host was looked at, UTC.
  returned: success
  type: str
  sample: "2026-11-24T09:39:22.048270118Z"
worst:
  description: The gravest severity that was found; null where nothing is wrong.
  returned: success
  type: str
  sample: critical
findings:
  description: What is wrong, worst first.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Name of the rule.
      type: str
      sample: sem-sets-exhausted
    severity:
      description: C(note), C(warning) or C(critical).
      type: str
      sample: critical
    what:
      description: What is wrong.
      type: str
      sample: 14 of 15 semaphore sets are used.
    evidence:
      description: What was seen.
      type: list
      elements: str
      sample: ["14 sets: 2 in use, 12 orphan"]
    why:
      description: Why that is so.
      type: str
      sample: The kernel has a table of semaphores with a fixed size.
    remedy:
      description: What to type.
      type: list
      elements: str
      sample: ["semtrail prune", "semtrail prune --apply"]
namespaces:
  description: Limits, use and verdicts of each IPC namespace of the host.
  returned: success
  type: list
  elements: dict
  sample:
    - ipc_ns: 4026531839
      own: true
      limits:
        semmni: {limit: 15, used: 14, free: 1}
      verdicts: {in-use: 1, presumed-in-use: 1, unknown: 0, presumed-orphan: 0, orphan: 12}
jvms:
  description: JVMs with the agent, living and dead, and where their recordings are.
  returned: success
  type: list
  elements: dict
  sample:
    - pid: 4711
      alive: false
      started: "2026-11-24T08:12:07.120Z"
      recording: /var/lib/semtrail/jvm/4711-293779
      recording_uid: 998
      from: "2026-11-24T08:12:07.301Z"
      to: "2026-11-24T09:38:51.004Z"
      complete: false
      agent: {version: 0.1.0, options: "", late_attach: false}
log:
  description: What the given logs say about semaphores.
  returned: success
  type: list
  elements: dict
  sample:
    - source: /var/log/apache2/error.log
      line: 12
      count: 3
      time: "2026-11-24T09:38:51"
      errno_name: ENOSPC
      excerpt: "(28)No space left on device: AH00023: Couldn't create the mpm-accept mutex"
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

SEVERITIES = ["note", "warning", "critical"]


def main():
    options = collector_options(timeout=60)
    options.update(
        logs=dict(type="list", elements="path"),
        recordings=dict(type="list", elements="path"),
        min_severity=dict(type="str", choices=SEVERITIES, default="note"),
    )
    module = AnsibleModule(options, supports_check_mode=True)
    arguments = ["--log=" + log for log in module.params["logs"] or []]
    arguments += ["--recordings=" + path for path in module.params["recordings"] or []]
    try:
        document = Collector(module).ask("semtrail.doctor/1", "doctor", "--json", *arguments)
    except CollectorError as e:
        module.fail_json(msg=e.msg, **e.details)
    counted = SEVERITIES[SEVERITIES.index(module.params["min_severity"]):]
    findings = [found for found in document["findings"] if found["severity"] in counted]
    worst = max((SEVERITIES.index(found["severity"]) for found in findings), default=None)
    module.exit_json(
        changed=False, findings=findings, worst=None if worst is None else SEVERITIES[worst],
        **dict((name, document[name]) for name in ("at", "namespaces", "jvms", "log", "unseen")))


if __name__ == "__main__":
    main()
