# Copyright (c) the semtrail project
# Apache License 2.0 (see LICENSE), or at your choice
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

"""Makes what processes could choose (names, units, command lines) harmless wherever Ansible shows or templates it."""

import re
import unicodedata

# What moves a cursor, hides or reorders text, or is no text: as the collector's own text output has it.
_HARMFUL = frozenset(("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"))

# The second character of what opens a Jinja2 expression, statement or comment.
_TEMPLATE = re.compile(r"(?<=\{)[{%#]")


def plain_text(text):
    """The text with control characters and template markers as visible escapes, such as \\x1b and {\\x7b."""
    if not text.isalnum():
        text = "".join(_visible(c) for c in text)
    return _TEMPLATE.sub(lambda found: "\\x%02x" % ord(found.group()), text)


def plain(value):
    """The same for every string, also for keys, in a value as JSON has them."""
    if isinstance(value, dict):
        return dict((plain(k), plain(v)) for k, v in value.items())
    if isinstance(value, list):
        return [plain(v) for v in value]
    return plain_text(value) if isinstance(value, str) else value


def _visible(c):
    if " " <= c <= "~" or unicodedata.category(c) not in _HARMFUL:
        return c
    return "\\x%02x" % ord(c) if ord(c) < 0x100 else "\\u%04x" % ord(c)
