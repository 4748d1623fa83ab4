# Copyright (c) the semtrail project
# Apache License 2.0 (see LICENSE), or at your choice
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

"""What limits on semaphores may be, and how a change of them is told."""

import os

from ansible_collections.semtrail.ipc.plugins.module_utils import _kernel, _sysctl
from ansible_collections.semtrail.ipc.plugins.module_utils._kernel import SEM_FIELDS
from ansible_collections.semtrail.ipc.plugins.module_utils._plain import plain_text

# The kernel takes an int for the first three, and IPCMNI for the number of sets: proc_sys_kernel(5).
_INT_MAX = 2 ** 31 - 1
_IPCMNI = 32768
_IPCMNI_EXTENDED = 16777216

_WHAT = dict(
    semmsl="the %d semaphores of the largest set, which nobody could open any more (EINVAL)",
    semmns="the %d semaphores in use, so new sets would fail with ENOSPC (No space left on device)",
    semmni="the %d sets in use, so new ones would fail with ENOSPC (No space left on device)")


def caps():
    """The greatest value of each field that the running kernel takes."""
    try:
        with open("/proc/cmdline") as f:
            extended = "ipcmni_extend" in f.read().split()
    except OSError:
        extended = False
    return dict(semmsl=_INT_MAX, semmns=_INT_MAX, semopm=_INT_MAX, semmni=_IPCMNI_EXTENDED if extended else _IPCMNI)


def problems(given, running, used, force):
    """Why the given fields must not be set, one sentence each."""
    greatest = caps()
    refused = ["%s %d is not within 1 and %d, which is all that the kernel takes" % (name, given[name], greatest[name])
               for name in SEM_FIELDS if name in given and not 1 <= given[name] <= greatest[name]]
    if refused or force:
        return refused
    below = ["%s %d is less than %s" % (
        name, given[name], _WHAT[name] % used[name])
        for name in SEM_FIELDS if name in given and given[name] < used.get(name, 0)]
    found = below or _contradictions(given, dict(running, **given))
    return found and found + ["force: true sets it all the same"]


def _contradictions(given, wanted):
    return ["semmns %d is less than %s %d: %s can never be made" % (wanted["semmns"], name, wanted[name], what)
            for name, what in (("semmsl", "a set of that size"), ("semmni", "so many sets"))
            if wanted["semmns"] < wanted[name] and ("semmns" in given or name in given)]


def no_sysctl_file(path, text):
    """Why a file that is there is not to be written to: it holds something else than settings (sysctl.d(5))."""
    other = [line for line in (text or "").splitlines()
             if line.strip() and line.strip()[0] not in "#;-" and "=" not in line]
    return ["file: %s is there and holds no sysctl settings: %s" % (_visible(path), _visible(line[:60]))
            for line in other[:1]]


def last_fields(text):
    """The fields that a file's text sets in the end; None where it does not."""
    lines = [line for line in _sysctl.parse("", text or "") if not line.is_pattern]
    return lines[-1].fields if lines else None


def words(fields):
    """The four numbers in the kernel's order."""
    return " ".join(str(fields[name]) for name in SEM_FIELDS)


def write_running(fields):
    """Raises OSError."""
    # One write: the kernel reads one as one line.
    handle = os.open(_kernel.SEM, os.O_WRONLY)
    try:
        os.write(handle, (words(fields) + "\n").encode())
    finally:
        os.close(handle)


def overriding(files, path):
    """For each loader the line that wins over ours, where one does."""
    return [dict(line.told(), loader=loader) for loader, line in files.winners.items() if line and line.path != path]


def warnings(files, path, persistent):
    """What makes the file not say the last word, where that is another one."""
    own = [line for line in files.lines if line.path == path]
    if not persistent:
        return
    if not own:
        yield ("%s is not read by systemd-sysctl or sysctl --system: it belongs in /etc/sysctl.d and ends in .conf"
               % path)
        return
    told = set()
    for loader, line in files.winners.items():
        if line and line.path != path and line.fields != own[-1].fields and line not in told:
            told.add(line)
            yield "%s is overridden by %s, line %d (kernel.sem = %s), when %s loads them" % (
                path, line.path, line.number, line.told()["value"], " or ".join(
                    other for other in files.winners if files.winners[other] == line))


def file_diff(path, before, after):
    """What --diff shows of the file."""
    return dict(before_header=plain_text(path), after_header=plain_text(path),
                before=_visible(before or ""), after=_visible(after or ""))


def running_diff(before, after):
    """What --diff shows of the running kernel: by names, so that nobody has to count fields."""
    header = "kernel.sem in the running kernel"
    return dict(before_header=header, after_header=header, before=_named(before), after=_named(after))


def _visible(text):
    return "\n".join(plain_text(line.replace("\t", " ")) for line in text.split("\n"))


def _named(fields):
    return "".join("%s = %d\n" % (name, fields[name]) for name in SEM_FIELDS)
