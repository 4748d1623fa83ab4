# Copyright (c) the semtrail project
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

"""Writes the result of each task as a line of JSON, for the tests: core has no callback that does."""

import json
import os

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: results
type: aggregate
short_description: results of tasks as JSON lines
description: Appends the result of each task to the file that RESULTS_FILE names.
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "results"
    CALLBACK_NEEDS_ENABLED = True

    def v2_runner_on_ok(self, result):
        self._write(result)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._write(result, failed=True)

    def v2_runner_on_unreachable(self, result):
        self._write(result, failed=True)

    def _write(self, result, **more):
        # Core 2.19 renamed it.
        told = result.result if hasattr(result, "result") else result._result
        with open(os.environ["RESULTS_FILE"], "a", encoding="utf-8") as f:
            f.write(json.dumps(dict(told, **more), default=str) + "\n")
