# Copyright (c) the semtrail project
# Apache License 2.0 (see LICENSE), or at your choice
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

"""Limits and use of System V IPC as the kernel's own files tell them: without the collector, without a JVM."""

import os
import pwd
from datetime import datetime, timezone

SEM = "/proc/sys/kernel/sem"
SEM_FIELDS = ("semmsl", "semmns", "semopm", "semmni")

_OTHERS = ("shmmax", "shmall", "shmmni", "msgmax", "msgmnb", "msgmni")


def now():
    """The time in UTC as the collector writes it."""
    return datetime.now(timezone.utc).replace(tzinfo=None).isoformat() + "Z"


def ipc_ns():
    """The inode of the IPC namespace that these files speak of; None where it cannot be read."""
    try:
        return int(os.readlink("/proc/self/ns/ipc").strip("ipc:[]"))
    except (OSError, ValueError):
        return None


def numbers(path):
    """The whole numbers in a file of /proc/sys. Raises OSError, ValueError."""
    with open(path) as f:
        return [int(word) for word in f.read().split()]


def running_sem():
    """The four fields of kernel.sem by their names. Raises OSError, ValueError."""
    return dict(zip(SEM_FIELDS, numbers(SEM)))


def rows(table):
    """The rows of /proc/sysvipc/TABLE, each a dict of numbers by the kernel's column names. Raises OSError."""
    with open("/proc/sysvipc/" + table) as f:
        names = f.readline().split()
        return [dict(zip(names, (int(word) for word in line.split()))) for line in f]


class Tables:
    """The tables of System V objects, each read once: reading one makes semget wait meanwhile."""

    def __init__(self):
        self.unseen = []
        self._rows = {}

    def rows(self, table):
        """The rows of a table; None where it cannot be read, which unseen then tells."""
        if table not in self._rows:
            try:
                self._rows[table] = rows(table)
            except (OSError, ValueError) as e:
                self._rows[table] = None
                self.unseen.append(gap("/proc/sysvipc/" + table, e))
        return self._rows[table]

    def used(self):
        """How much is in use of each limit that can be counted.

        semmsl is the largest set that there is: with a lower limit its users could not open it.
        """
        sem = self.rows("sem")
        counts = {}
        if sem is not None:
            counts["semmsl"] = max([row["nsems"] for row in sem] or [0])
            counts["semmns"] = sum(row["nsems"] for row in sem)
            counts["semmni"] = len(sem)
        for name, table in (("shmmni", "shm"), ("msgmni", "msg")):
            if self.rows(table) is not None:
                counts[name] = len(self.rows(table))
        return counts

    def owners(self):
        """How many semaphore sets each user owns; None where that cannot be read."""
        sem = self.rows("sem")
        if sem is None:
            return None
        counts = {}
        for row in sem:
            owner = user_name(row["uid"])
            counts[owner] = counts.get(owner, 0) + 1
        return counts


def user_name(uid):
    """The name of a user, or the number where the host has none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def limits(tables):
    """{"semmni": {limit, used, free}, …}: None is not known, and what could not be read is in tables.unseen."""
    used = tables.used()
    # As the collector has it: what is in use of a limit on one set or one call is no number.
    used.pop("semmsl", None)
    found = {}
    for name, limit in _all_limits(tables.unseen):
        in_use = used.get(name)
        found[name] = dict(limit=limit, used=in_use, free=None if in_use is None else max(0, limit - in_use))
    return found


def _all_limits(unseen):
    try:
        sem = running_sem()
        for name in SEM_FIELDS:
            yield name, sem[name]
    except (OSError, ValueError, KeyError) as e:
        unseen.append(gap(SEM, e))
    for name in _OTHERS:
        path = "/proc/sys/kernel/" + name
        try:
            # What is more than a signed number of 64 bits means "no limit", as in the collector's answers.
            yield name, min(numbers(path)[0], 2 ** 63 - 1)
        except (OSError, ValueError, IndexError) as e:
            unseen.append(gap(path, e))


def gap(what, error):
    """What could not be read and why, as the collector's unseen[] tells it."""
    kind = {"FileNotFoundError": "absent", "PermissionError": "denied"}.get(type(error).__name__, "failed")
    return dict(what=what, kind=kind, why=getattr(error, "strerror", None) or str(error))
