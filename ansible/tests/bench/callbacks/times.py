# Copyright (c) the semtrail project
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

"""Writes how long each task took on a host, as lines of JSON."""

import json
import os
import time

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: times
type: aggregate
short_description: durations of tasks as JSON lines
description: Appends name and duration of each task to the file that TIMES_FILE names.
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "times"
    CALLBACK_NEEDS_ENABLED = True

    def v2_runner_on_start(self, host, task):
        self.began = time.monotonic()

    def v2_runner_on_ok(self, result):
        task = result.task if hasattr(result, "task") else result._task
        with open(os.environ["TIMES_FILE"], "a", encoding="utf-8") as f:
            f.write(json.dumps([task.get_name(), time.monotonic() - self.began]) + "\n")
