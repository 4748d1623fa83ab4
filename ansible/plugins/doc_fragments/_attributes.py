# Copyright (c) the semtrail project
# Apache License 2.0 (see LICENSE), or at your choice
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

"""What the documentation of several modules says in the same words."""


class ModuleDocFragment:
    """Attributes that every module has; one that differs says so in its own documentation."""

    DOCUMENTATION = r"""
options: {}
attributes:
  check_mode:
    description: Can run in C(check_mode) and return changed status prediction without modifying the target.
    support: full
  diff_mode:
    description: Will return details on what has changed, or would be in C(check_mode), when in diff mode.
    support: none
  platform:
    description: Target OS that can be operated against.
    support: full
    platforms: linux
"""

    READS = r"""
options: {}
attributes:
  check_mode:
    description: Can run in C(check_mode) and return changed status prediction without modifying the target.
    support: full
    details:
      - This action does not modify state.
  diff_mode:
    description: Will return details on what has changed, or would be in C(check_mode), when in diff mode.
    support: N/A
    details:
      - This action does not modify state.
"""

    FACTS = r"""
options: {}
attributes:
  facts:
    description: Action returns an C(ansible_facts) dictionary that will update existing host facts.
    support: full
"""

    COLLECTOR = r"""
options:
  executable:
    description:
      - Where the collector is on the host.
      - By default the first of C(/usr/local/bin/semtrail), C(/opt/semtrail/semtrail), C(/usr/bin/semtrail) that there
        is, and then the first in C(PATH). The role C(semtrail.ipc.collector) puts it in the first two places.
    type: path
requirements:
  - semtrail on the host, with Java 17 or newer (a headless JRE is enough)
attributes:
  action_group:
    description: Use C(group/semtrail.ipc.collector) in C(module_defaults) to set defaults for this module.
    support: full
    membership:
      - semtrail.ipc.collector
notes:
  - Names that processes choose (programs, units, command lines) are returned with control characters and template
    markers as visible escapes such as C(\x1b).
"""
