# Copyright (c) the semtrail project
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

"""What is told in two places is told alike: groups and modules, defaults and specifications, variables of playbooks."""

import glob
import os
import re

import pytest
import yaml

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def text(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as f:
        return f.read()


def names(*pattern):
    return sorted(os.path.splitext(os.path.basename(path))[0] for path in glob.glob(os.path.join(ROOT, *pattern)))


def test_the_action_group_has_every_module_that_asks_the_collector_and_no_other():
    group = yaml.safe_load(text("meta", "runtime.yml"))["action_groups"]["collector"]
    asking = [name for name in names("plugins", "modules", "*.py")
              if "semtrail.ipc._attributes.collector" in text("plugins", "modules", name + ".py")]
    assert sorted(group) == asking != []


@pytest.mark.parametrize("role", names("roles", "*"))
def test_every_variable_of_a_role_is_specified_with_the_default_that_it_has(role):
    defaults = yaml.safe_load(text("roles", role, "defaults", "main.yml"))
    options = yaml.safe_load(text("roles", role, "meta", "argument_specs.yml"))["argument_specs"]["main"]["options"]
    assert {name: option.get("default") for name, option in options.items()} == defaults
    assert all(name.startswith(role + "_") for name in defaults)


@pytest.mark.parametrize("playbook", names("playbooks", "*.yml"))
def test_every_variable_of_a_playbook_is_told_in_its_first_lines(playbook):
    first, rest = text("playbooks", playbook + ".yml").split("\n- name: ", 1)
    rest += "".join(text("playbooks", "tasks", name + ".yml") for name in names("playbooks", "tasks", "*.yml"))
    told = set(re.findall(r"^# +(%s_[a-z_]+) " % playbook, first, re.MULTILINE))
    made = set(re.findall(r"(?:register: |^ +)(%s_[a-z_]+)(?::|$)" % playbook, rest, re.MULTILINE))
    used = set(re.findall(r"\b%s_[a-z_]+" % playbook, rest))
    groups = {"triage_sick", "triage_well", "triage_blind"}
    assert used - made - groups == told - groups
