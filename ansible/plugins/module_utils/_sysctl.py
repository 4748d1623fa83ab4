# Copyright (c) the semtrail project
# Apache License 2.0 (see LICENSE), or at your choice
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

"""The lines of sysctl configuration that set kernel.sem, which of them wins, and how to change one's own."""

import os
from fnmatch import fnmatchcase

from ansible_collections.semtrail.ipc.plugins.module_utils._kernel import SEM_FIELDS, gap

KEY = "kernel.sem"
SYSCTL_CONF = "/etc/sysctl.conf"

# sysctl.d(5), in this order: a name in an earlier folder hides the same name in a later one.
FOLDERS = ("/etc/sysctl.d", "/run/sysctl.d", "/usr/local/lib/sysctl.d", "/usr/lib/sysctl.d", "/lib/sysctl.d")

# Who loads the files: the first at the boot of a host with systemd, the second by hand and on other hosts.
LOADERS = ("systemd-sysctl", "sysctl --system")

HEADER = "# Managed by Ansible (semtrail.ipc.sem_limits): SEMMSL SEMMNS SEMOPM SEMMNI"


class Line:
    """One line that sets kernel.sem, by its name or by a pattern."""

    def __init__(self, path, number, key, value):
        self.path = path
        self.number = number
        self.is_pattern = key != KEY
        self.value = value

    @property
    def fields(self):
        """The four limits by their names; None where the value is not four numbers."""
        words = self.value.split()
        if len(words) != len(SEM_FIELDS) or not all(word.isdigit() for word in words):
            return None
        return dict(zip(SEM_FIELDS, (int(word) for word in words)))

    def told(self):
        """The line as modules return it."""
        return dict(file=self.path, line=self.number, value=" ".join(self.value.split()))

    def __eq__(self, other):
        return isinstance(other, Line) and (self.path, self.number) == (other.path, other.number)

    def __hash__(self):
        return hash((self.path, self.number))


def parse(path, text):
    """The lines of one file that set kernel.sem, in their order."""
    lines = []
    # Not splitlines(): a lone carriage return ends no line for the loaders.
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if not line or line[0] in "#;" or "=" not in line:
            continue
        key, value = line.split("=", 1)
        key = _dotted(key[1:].strip() if key[0] == "-" else key.strip())
        if _matches(key):
            lines.append(Line(path, number, key, value.strip()))
    return lines


def _dotted(key):
    """The first separator decides: after a slash, slashes separate; after a dot, dots do."""
    slash, dot = key.find("/"), key.find(".")
    return key.replace("/", ".") if slash >= 0 and (dot < 0 or slash < dot) else key


def _matches(key):
    parts, own = key.split("."), KEY.split(".")
    return len(parts) == len(own) and all(fnmatchcase(name, part) for name, part in zip(own, parts))


class Configuration:
    """The sysctl files of this host as both loaders read them.

    changed maps paths to texts that they are to have (None: to be gone), so that a plan can be judged before it is
    carried out. What could not be read is in unseen.
    """

    def __init__(self, changed=None):
        self.changed = changed or {}
        self.unseen = []
        at_boot, by_hand, last = [], [], []
        for path in self._files():
            lines = self._lines(path)
            at_boot += lines
            if _same(path, SYSCTL_CONF):
                last = lines
            else:
                by_hand += lines
        by_hand += last or self._lines(SYSCTL_CONF)
        self.lines = by_hand
        self.winners = dict(zip(LOADERS, (_winner(at_boot), _winner(by_hand))))

    def _files(self):
        by_name = {}
        for folder in FOLDERS:
            for path in sorted(self._listed(folder)):
                by_name.setdefault(os.path.basename(path), path)
        paths = [by_name[name] for name in sorted(by_name)]
        return [path for path in paths if path in self.changed or not _is_masked(path)]

    def _listed(self, folder):
        try:
            paths = set(os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".conf"))
        except OSError as e:
            paths = set()
            if not isinstance(e, FileNotFoundError):
                self.unseen.append(gap(folder, e))
        for path, text in self.changed.items():
            if os.path.dirname(path) == folder and path.endswith(".conf"):
                paths = paths - {path} if text is None else paths | {path}
        return paths

    def _lines(self, path):
        if path in self.changed:
            text = self.changed[path]
        else:
            try:
                text = read(path)
            except OSError as e:
                self.unseen.append(gap(path, e))
                text = None
        return parse(path, text) if text else []


def _winner(lines):
    """The last one, but a pattern never beats the full key."""
    exact = [line for line in lines if not line.is_pattern]
    return (exact or lines or [None])[-1]


def _is_masked(path):
    return os.path.islink(path) and os.readlink(path) == "/dev/null"


def _same(a, b):
    try:
        return os.path.samefile(a, b)
    except OSError:
        return False


def read(path):
    """The text of a file, None where there is none. Raises OSError where it cannot be read."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as f:
            return f.read()
    except FileNotFoundError:
        return None


def with_fields(text, fields):
    """A file's text that sets kernel.sem to these fields; the same text where it does already, however it is spaced."""
    own = _own(text)
    if own and own[-1].fields == fields:
        return text
    setting = "%s = %s" % (KEY, " ".join(str(fields[name]) for name in SEM_FIELDS))
    if not own:
        start = text if not text or text.endswith("\n") else text + "\n"
        return start + ("" if text else HEADER + "\n") + setting + "\n"
    lines = text.split("\n")
    lines[own[-1].number - 1] = setting
    return _without(lines, own[:-1])


def without_fields(text):
    """A file's text that does not set kernel.sem; None where nothing else is in it."""
    own = _own(text)
    if not own and HEADER not in text:
        return text
    left = _without([line if line.strip() != HEADER else None for line in text.split("\n")], own)
    return left if left.strip() else None


def _own(text):
    return [line for line in parse("", text) if not line.is_pattern]


def _without(lines, unwanted):
    for line in unwanted:
        lines[line.number - 1] = None
    return "\n".join(line for line in lines if line is not None)
