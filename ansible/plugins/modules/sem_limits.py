#!/usr/bin/python
# Copyright (c) the semtrail project
# Apache License 2.0 (see LICENSE), or at your choice
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

DOCUMENTATION = r"""
---
module: sem_limits
short_description: Set the limits on semaphores by their names
version_added: 1.0.0
description:
  - Sets the four fields of C(kernel.sem) by name, so that nobody has to remember their order, in a file that is loaded
    at boot and in the running kernel.
  - Fields that are not given keep what they have, in the file and in the kernel each.
  - Compares numbers, so tabs and spaces are equal, and says when another sysctl file overrides the one written here.
  - Refuses what would make running programs fail.
  - Needs neither the collector nor Java on the host.
options:
  semmsl:
    description: Semaphores in one set.
    type: int
  semmns:
    description: Semaphores in all sets together.
    type: int
  semopm:
    description: Operations in one C(semop) call.
    type: int
  semmni:
    description: Semaphore sets.
    type: int
  persistent:
    description: Whether to write I(file).
    type: bool
    default: true
  runtime:
    description:
      - Whether to change the running kernel, in the IPC namespace that the module runs in.
      - With C(state=absent) the running kernel is left as it is.
    type: bool
    default: true
  file:
    description:
      - The sysctl file to write. Lines in it that set other keys stay.
      - Of several files that set C(kernel.sem) the last by name wins; see C(overridden_by).
    type: path
    default: /etc/sysctl.d/60-semtrail.conf
  force:
    description:
      - Also set what is less than what is in use, or what contradicts itself. What exists stays, and new requests fail
        with C(ENOSPC) (No space left on device).
    type: bool
    default: false
  state:
    description: C(absent) takes C(kernel.sem) out of I(file), and removes the file where nothing else is in it.
    type: str
    choices: [present, absent]
    default: present
extends_documentation_fragment:
  - semtrail.ipc._attributes
attributes:
  diff_mode:
    support: full
    details:
      - Shows the file and the running kernel, each with what it has and what it gets.
notes:
  - Needs root, except in check mode.
seealso:
  - module: semtrail.ipc.sem_facts
  - name: kernel.sem
    description: The four fields in the kernel's manual.
    link: https://man7.org/linux/man-pages/man5/proc_sys_kernel.5.html
author:
  - The semtrail project (@semtrail)
"""

EXAMPLES = r"""
- name: Allow 32000 semaphore sets, now and after the next boot
  semtrail.ipc.sem_limits:
    semmni: 32000
  become: true

- name: Set all four for a database, at the next boot only
  semtrail.ipc.sem_limits:
    semmsl: 32000
    semmns: 1024000000
    semopm: 500
    semmni: 32000
    runtime: false
    file: /etc/sysctl.d/90-database.conf
  become: true

- name: Show what would change
  semtrail.ipc.sem_limits:
    semmni: 32000
  become: true
  check_mode: true
  diff: true

- name: Take our line away again
  semtrail.ipc.sem_limits:
    state: absent
  become: true
"""

RETURN = r"""
before:
  description: What was set, in the running kernel and in the file; null where it was not.
  returned: success
  type: dict
  sample:
    runtime: {semmsl: 32000, semmns: 1024000000, semopm: 500, semmni: 128}
    file: null
after:
  description: What is set now, or would be in check mode.
  returned: success
  type: dict
  sample:
    runtime: {semmsl: 32000, semmns: 1024000000, semopm: 500, semmni: 32000}
    file: {semmsl: 32000, semmns: 1024000000, semopm: 500, semmni: 32000}
used:
  description:
    - What is in use of them. C(semmsl) is the largest set that there is. Empty where the kernel does not tell.
  returned: always
  type: dict
  sample: {semmsl: 1, semmns: 14, semmni: 14}
file:
  description: The file.
  returned: always
  type: str
  sample: /etc/sysctl.d/60-semtrail.conf
overridden_by:
  description:
    - Lines of other files that win over the one in C(file), with the loader for which they do. C(systemd-sysctl) loads
      at boot and does not read C(/etc/sysctl.conf) unless a link in C(/etc/sysctl.d) leads to it. C(sysctl --system)
      loads by hand, and at the boot of hosts without systemd.
  returned: success
  type: list
  elements: dict
  sample:
    - loader: systemd-sysctl
      file: /etc/sysctl.d/99-oracle.conf
      line: 3
      value: 250 32000 100 128
configured:
  description: Every line of this host's sysctl files that sets C(kernel.sem), in the order in which they are loaded.
  returned: success
  type: list
  elements: dict
  sample:
    - file: /etc/sysctl.d/60-semtrail.conf
      line: 2
      value: 32000 1024000000 500 32000
"""

import os
import tempfile

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.semtrail.ipc.plugins.module_utils import _kernel, _sem_limits, _sysctl
from ansible_collections.semtrail.ipc.plugins.module_utils._plain import plain, plain_text

FIELDS = _kernel.SEM_FIELDS


def main():
    options = dict((name, dict(type="int")) for name in FIELDS)
    options.update(
        persistent=dict(type="bool", default=True),
        runtime=dict(type="bool", default=True),
        file=dict(type="path", default="/etc/sysctl.d/60-semtrail.conf"),
        force=dict(type="bool", default=False),
        state=dict(type="str", choices=["present", "absent"], default="present"),
    )
    module = AnsibleModule(options, supports_check_mode=True)
    SemLimits(module).run()


class SemLimits:
    """What is asked for, what there is, and the way from one to the other."""

    def __init__(self, module):
        self.module = module
        self.file = os.path.normpath(module.params["file"])
        self.present = module.params["state"] == "present"
        self.given = dict((name, module.params[name]) for name in FIELDS if module.params[name] is not None)
        self.tables = _kernel.Tables()
        self.used = dict((name, n) for name, n in self.tables.used().items() if name in FIELDS)

    def run(self):
        self._check_options()
        running, text = self._running(), self._text()
        in_file = _sem_limits.last_fields(text)
        wanted_running, wanted_text = running, text
        if self.present:
            self._refuse(_sem_limits.problems(self.given, running, self.used, self.module.params["force"]))
            if self.module.params["runtime"]:
                wanted_running = dict(running, **self.given)
            if self.module.params["persistent"]:
                wanted_text = _sysctl.with_fields(text or "", dict(in_file or running, **self.given))
        elif text is not None:
            wanted_text = _sysctl.without_fields(text)
        if not self.module.check_mode:
            self._change(running, wanted_running, text, wanted_text)
        self._exit(running, wanted_running, text, wanted_text)

    def _check_options(self):
        if self.present and not self.given:
            self._refuse(["at least one of %s is needed" % ", ".join(FIELDS)])
        if not self.present and self.given:
            self._refuse(["state: absent takes none of %s" % ", ".join(FIELDS)])
        if self.present and not self.module.params["persistent"] and not self.module.params["runtime"]:
            self._refuse(["persistent: false with runtime: false leaves nothing to do"])
        # Ansible takes yes and no for numbers.
        self._refuse(["%s: a number is needed, not yes or no" % name
                      for name in FIELDS if isinstance(self.given.get(name), bool)])
        if not os.path.isabs(self.file):
            self._refuse(["file: %s is no absolute path" % plain_text(self.file)])
        self._refuse(_sem_limits.no_sysctl_file(self.file, self._text()))

    def _refuse(self, problems):
        if problems:
            self.module.fail_json(msg="; ".join(problems), used=self.used, file=self.file)

    def _running(self):
        try:
            return _kernel.running_sem()
        except (OSError, ValueError) as e:
            self._refuse(["%s cannot be read: %s" % (_kernel.SEM, e)])

    def _text(self):
        try:
            return _sysctl.read(self.file)
        except OSError as e:
            self._refuse(["%s cannot be read: %s" % (plain_text(self.file), e.strerror)])

    def _change(self, running, wanted_running, text, wanted_text):
        # The kernel first: it may refuse, and then no file should promise what it will not take at boot either.
        if wanted_running != running:
            self._write_running(running, wanted_running)
        if wanted_text != text:
            try:
                self._write_file(wanted_text)
            except OSError as e:
                self.module.fail_json(
                    msg="%s cannot be written: %s%s" % (
                        plain_text(self.file), e.strerror,
                        "; the running kernel was changed already" if wanted_running != running else ""),
                    changed=wanted_running != running, used=self.used, file=self.file)

    def _write_running(self, running, wanted):
        try:
            _sem_limits.write_running(wanted)
            refused = "it has %s instead" % _kernel.running_sem() if _kernel.running_sem() != wanted else None
        except OSError as e:
            refused = e.strerror
        if refused:
            # The kernel takes field by field: the ones before the one that it refuses are set.
            try:
                _sem_limits.write_running(running)
            except OSError:
                pass
            self._refuse(["the kernel does not take %s: %s; needs root (become), and a %s that is not read-only" % (
                _sem_limits.words(wanted), refused, _kernel.SEM)])

    def _write_file(self, text):
        path = os.path.realpath(self.file)
        if text is None:
            os.unlink(path)
            return
        is_new = not os.path.exists(path)
        os.makedirs(os.path.dirname(path), mode=0o755, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=self.module.tmpdir)
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogateescape") as f:
            f.write(text)
        self.module.atomic_move(temporary, path)
        if is_new:
            self.module.set_mode_if_different(path, "0644", False)

    def _exit(self, running, wanted_running, text, wanted_text):
        files = _sysctl.Configuration({self.file: wanted_text})
        overridden = _sem_limits.overriding(files, self.file) if wanted_text is not None and self.present else []
        for warning in _sem_limits.warnings(files, self.file, self.module.params["persistent"] and self.present):
            self.module.warn(plain_text(warning))
        diff = []
        if wanted_text != text:
            diff.append(_sem_limits.file_diff(self.file, text, wanted_text))
        if wanted_running != running:
            diff.append(_sem_limits.running_diff(running, wanted_running))
        self.module.exit_json(
            changed=bool(diff), diff=diff, file=self.file, used=self.used,
            before=dict(runtime=running, file=_sem_limits.last_fields(text)),
            after=dict(runtime=wanted_running, file=_sem_limits.last_fields(wanted_text)),
            overridden_by=plain(overridden), configured=plain([line.told() for line in files.lines]))


if __name__ == "__main__":
    main()
