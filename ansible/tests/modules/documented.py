# Copyright (c) the semtrail project
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

"""What a module's file says of itself: the YAML of its EXAMPLES and RETURN, and whether a value is as RETURN has it."""

import ast
import json
import os
import sys

import yaml

MODULES = os.path.join(os.path.dirname(os.path.abspath(__file__)).split("/tests/")[0], "plugins", "modules")
NAMES = sorted(name[:-len(".py")] for name in os.listdir(MODULES) if name.endswith(".py"))

_TYPES = dict(str=str, int=int, bool=bool, list=list, dict=dict)


def block(module, name):
    """The YAML that a module assigns to a name."""
    with open(os.path.join(MODULES, module + ".py")) as f:
        for node in ast.parse(f.read()).body:
            if isinstance(node, ast.Assign) and node.targets[0].id == name:
                return yaml.safe_load(ast.literal_eval(node.value))
    raise AssertionError("%s has no %s" % (module, name))


def differences(documented, returned, place=""):
    """Where a value is not as documented, one line each; null is allowed where the description speaks of it."""
    for name, told in documented.items():
        here = place + "." + name
        if name not in returned:
            yield here + " is documented and not returned"
            continue
        value = returned[name]
        if value is None:
            if "null" not in str(told["description"]):
                yield here + " is null, of which its description says nothing"
            continue
        if not _is(value, _TYPES[told["type"]]):
            yield "%s is no %s: %r" % (here, told["type"], value)
            continue
        for row in value if isinstance(value, list) else [value]:
            if "contains" in told:
                yield from differences(told["contains"], row, here)
            elif isinstance(row, dict):
                sample = told.get("sample") or {}
                yield from _unlike(sample[0] if isinstance(sample, list) else sample, row, here)


def _is(value, kind):
    """To Python True is an int; to whoever reads JSON it is not."""
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


def _unlike(sample, value, place):
    """Where a sample has names that the value has not. Numbers by free names are counts, with names of their own."""
    if all(_is(number, int) for number in sample.values()):
        return
    for name, told in sample.items():
        if name not in value:
            yield "%s.%s is in the sample and not returned" % (place, name)
        elif isinstance(told, dict) and isinstance(value[name], dict):
            yield from _unlike(told, value[name], place + "." + name)


def main(module, path):
    """Tells where a module's result in a file is not as documented."""
    with open(path) as f:
        found = list(differences(block(module, "RETURN"), json.load(f)))
    print("\n".join(found))
    sys.exit(bool(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
