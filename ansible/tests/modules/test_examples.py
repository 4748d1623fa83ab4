# Copyright (c) the semtrail project
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

"""The EXAMPLES of each module run as they are pasted."""

import documented
import pytest


@pytest.mark.any_core
@pytest.mark.parametrize("module", documented.NAMES)
def test_examples_run_as_pasted(host, module):
    host.order("leak")
    host.run("mkdir -p /var/log/apache2 && echo started >/var/log/apache2/error.log")
    pasted = documented.block(module, "EXAMPLES")
    plays = pasted if "hosts" in pasted[0] else [host.playing(pasted)]
    results, screen = host.played(plays)
    assert not [result for result in results if result.get("failed")], screen
    assert "fatal:" not in screen and len(results) >= len(pasted)
