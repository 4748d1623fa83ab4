# Copyright (c) the semtrail project
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

"""Puts the collection where Python finds it, unless ansible-test has done so."""

import importlib.util
import os
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def pytest_configure(config):
    if importlib.util.find_spec("ansible_collections") is None:
        folder = tempfile.TemporaryDirectory()
        config.add_cleanup(folder.cleanup)
        named = os.path.join(folder.name, "ansible_collections", "semtrail")
        os.makedirs(named)
        os.symlink(ROOT, os.path.join(named, "ipc"))
        sys.path.insert(0, folder.name)
