# Copyright (c) the semtrail project
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

import pytest
from ansible_collections.semtrail.ipc.plugins.module_utils._plain import plain, plain_text


@pytest.mark.parametrize("hostile, harmless", [
    ("apache2", "apache2"),
    ("", ""),
    ("like Apache httpd (APR)", "like Apache httpd (APR)"),
    ("dev-disk-by\\x2duuid.mount", "dev-disk-by\\x2duuid.mount"),
    (u"caf\u00e9 \u4e2d\u6587", u"caf\u00e9 \u4e2d\u6587"),
    ("\x1b[2Jgone", "\\x1b[2Jgone"),
    ("two\nlines\r", "two\\x0alines\\x0d"),
    (u"\u202egnp.exe", "\\u202egnp.exe"),
    (u"zero\u200bwidth", "zero\\u200bwidth"),
    (u"\u2028", "\\u2028"),
    (u"\x9b31m", "\\x9b31m"),
    ("{{ 7*7 }}", "{\\x7b 7*7 }}"),
    ("{% raw %}", "{\\x25 raw %}"),
    ("{# note #}", "{\\x23 note #}"),
    ("{{{%", "{\\x7b\\x7b\\x25"),
    ("a { b", "a { b"),
])
def test_names_are_shown_and_never_acted_upon(hostile, harmless):
    assert plain_text(hostile) == harmless


def test_a_harmless_text_stays_as_it_is_when_it_is_made_harmless_again():
    once = plain_text("{{ x }}\x1b{%")
    assert plain_text(once) == once


def test_keys_are_names_too_and_other_values_stay():
    assert plain({"\x07": [1, None, True, {"{{": "{{"}]}) == {"\\x07": [1, None, True, {"{\\x7b": "{\\x7b"}]}
