# Copyright (c) the semtrail project
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

"""What modules return is what their RETURN documents: no name more, no name less, the types and samples right."""

import documented
import pytest

# Of Ansible itself.
_COMMON = {"changed", "diff", "failed", "invocation", "warnings", "deprecations"}

_KINDS = ("shm", "msg", "posix_sem", "posix_shm", "posix_mq")

CALLS = [
    ("report_info", {"logs": ["/var/lib/semtrail/error.log"]}, ()),
    ("sem_facts", {}, ()),
    ("sem_facts", {"executable": "/nowhere/semtrail"}, ()),
    ("sem_info", {}, _KINDS),
    ("sem_info", {"owner": ["no-such-user"]}, _KINDS),
    ("sem_limits", {"semmni": 32000, "check": True}, ()),
    ("sem_prune", {"all": True, "check": True}, ()),
    ("sem_prune", {"all": True}, ())]


@pytest.fixture(scope="module")
def sick(host):
    """A host with something of everything: the living, the dead, a limit that is near, a file that overrides."""
    host.order("serve")
    host.order("age")
    host.order("leak")
    host.order("keyed")
    host.order("age")
    host.write("/var/lib/semtrail/error.log",
               "[Tue Nov 24 09:38:51 2026] (28)No space left on device: AH00023: Couldn't create the mutex\n")
    host.write("/proc/sys/kernel/sem", "32000 1024000000 500 6\n")
    host.write("/etc/sysctl.d/99-other.conf", "kernel.sem = 250 32000 100 128\n")
    return host


@pytest.mark.any_core
@pytest.mark.parametrize("module, arguments, left_out", CALLS)
def test_what_is_returned_is_what_is_documented(sick, module, arguments, left_out):
    result = sick.module(module, **arguments)
    assert not result.get("failed"), result
    told = {name: what for name, what in documented.block(module, "RETURN").items() if name not in left_out}
    assert not {name for name in result if not name.startswith("_")} - set(told) - _COMMON
    assert list(documented.differences(told, result)) == []
