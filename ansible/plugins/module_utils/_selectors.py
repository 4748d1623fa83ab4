# Copyright (c) the semtrail project
# Apache License 2.0 (see LICENSE), or at your choice
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

"""The selectors that sem_info and sem_prune share, and what they are on the collector's command line."""

import pwd
import re

from ansible_collections.semtrail.ipc.plugins.module_utils._plain import plain_text

KINDS = ("sem", "shm", "msg", "posix-sem", "posix-shm", "posix-mq")
VERDICTS = ("in-use", "presumed-in-use", "unknown", "presumed-orphan", "orphan")

# What selects; the namespace only says where.
_NAMES = ("owner", "unit", "pid", "key", "older_than")

_AGE = re.compile(r"[0-9]{1,9}[smhd]\Z")
_KEY = re.compile(r"(0[xX][0-9a-fA-F]{1,8}|-?[0-9]{1,10})\Z")
_NAMESPACE = re.compile(r"(own|all|[0-9]{1,18})\Z")


def selector_options(ipc_ns):
    """The options; ipc_ns is the namespace that is meant where none is named."""
    return dict(
        owner=dict(type="list", elements="str"),
        unit=dict(type="list", elements="str"),
        pid=dict(type="list", elements="int"),
        key=dict(type="list", elements="str", no_log=False),
        older_than=dict(type="str"),
        ipc_ns=dict(type="str", default=ipc_ns),
    )


class NobodySelected(Exception):
    """None of the owners that were named is known on this host, so nothing here can be theirs."""


class Selectors:
    """The selectors of one task."""

    def __init__(self, params):
        self.params = params
        self.unknown_owners = []

    def problem(self):
        """What is written wrongly, in words; None where nothing is."""
        # An empty list, as a variable easily becomes, selects nothing and must not select everything.
        empty = [name for name in _NAMES if self.params[name] is not None and not self.params[name]]
        if empty:
            return "%s is empty: leave it out, or name at least one" % empty[0]
        if any(pid < 1 for pid in self.params["pid"] or []):
            return "pid is a number from 1 on"
        for name, form, example in (
                ("older_than", _AGE, "90s, 15m, 2h or 3d"),
                ("key", _KEY, "5432001 or 0x0052e2c1"),
                ("ipc_ns", _NAMESPACE, "own, all or an inode such as 4026531839")):
            given = self.params[name]
            for value in given if isinstance(given, list) else [given]:
                if value is not None and not form.match(value):
                    return "%s is like %s, not '%s'" % (name, example, plain_text(value))
        return None

    def missing(self):
        """Why everything would be selected, in words; None where something is named."""
        if any(self.params[name] for name in _NAMES):
            return None
        return "one of %s is needed, or all: true to consider every object" % ", ".join(_NAMES)

    def arguments(self):
        """The collector's arguments. Raises NobodySelected: never may an owner without an id select everything."""
        arguments = ["--ipc-ns=" + self.params["ipc_ns"]]
        arguments += ["--owner=%d" % uid for uid in self._uids()]
        arguments += ["--unit=" + unit for unit in self.params["unit"] or []]
        arguments += ["--pid=%d" % pid for pid in self.params["pid"] or []]
        arguments += ["--key=" + key for key in self.params["key"] or []]
        if self.params["older_than"]:
            arguments.append("--older-than=" + self.params["older_than"])
        return arguments

    def _uids(self):
        named = self.params["owner"]
        if named is None:
            return []
        uids = []
        for owner in named:
            try:
                uids.append(int(owner) if owner.isdigit() else pwd.getpwnam(owner).pw_uid)
            except KeyError:
                self.unknown_owners.append(plain_text(owner))
        if not uids:
            raise NobodySelected()
        return uids
