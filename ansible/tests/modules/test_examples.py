# Copyright (c) the semtrail project
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

"""The EXAMPLES of each module run as they are pasted."""

import ast
import os

import pytest
import yaml

MODULES = os.path.join(os.path.dirname(os.path.abspath(__file__)).split("/tests/")[0], "plugins", "modules")


def examples(module):
    """The YAML of a module's EXAMPLES."""
    with open(os.path.join(MODULES, module)) as f:
        for node in ast.parse(f.read()).body:
            if isinstance(node, ast.Assign) and node.targets[0].id == "EXAMPLES":
                return yaml.safe_load(ast.literal_eval(node.value))
    raise AssertionError("%s has no EXAMPLES" % module)


@pytest.mark.any_core
@pytest.mark.parametrize("module", sorted(name for name in os.listdir(MODULES) if name.endswith(".py")))
def test_examples_run_as_pasted(host, module):
    host.order("leak")
    host.run("mkdir -p /var/log/apache2 && echo started >/var/log/apache2/error.log")
    pasted = examples(module)
    plays = pasted if "hosts" in pasted[0] else [host.playing(pasted)]
    results, screen = host.played(plays)
    assert not [result for result in results if result.get("failed")], screen
    assert "fatal:" not in screen and len(results) >= len(pasted)
