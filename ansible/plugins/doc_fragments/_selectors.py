# Copyright (c) the semtrail project
# Apache License 2.0 (see LICENSE), or at your choice
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

"""The documentation of the selectors that sem_info and sem_prune share."""


class ModuleDocFragment:
    """Values of one selector are alternatives; of several selectors all must hold."""

    DOCUMENTATION = r"""
options:
  owner:
    description:
      - Owned by one of these users, names or numbers.
      - A name that the host does not know is left out, and told in C(unknown_owners), so that one list serves hosts
        that name a service's user differently. Where none is known nothing is selected.
    type: list
    elements: str
  unit:
    description:
      - Made or used by one of these systemd units, as far as that is known; C(.service) may be left out.
      - A unit is known from the cgroup of a living process, or from what the collector found out about a dead one. Sets
        of a service that is stopped often have none any more; I(owner) finds them.
      - On a host that does not run systemd no process has a unit. For semaphore sets the module then fails and says so,
        for that nothing matches could be misread as that nothing is there; use I(owner) or I(pid).
    type: list
    elements: str
  pid:
    description: Made, last operated or used by one of these processes.
    type: list
    elements: int
  key:
    description: With one of these keys, decimal or hexadecimal; C(0) is private.
    type: list
    elements: str
  older_than:
    description: Not created or changed for this long, by C(ctime), such as C(90s), C(15m), C(2h) or C(3d).
    type: str
"""
