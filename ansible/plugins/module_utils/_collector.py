# Copyright (c) the semtrail project
# Apache License 2.0 (see LICENSE), or at your choice
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

"""Finds the collector on the host, runs it with a time limit, and reads the one JSON document that it answers with."""

import json
import os

from ansible_collections.semtrail.ipc.plugins.module_utils._plain import plain, plain_text

# Where the role puts it first; then wherever PATH has it.
PLACES = ("/usr/local/bin/semtrail", "/opt/semtrail/semtrail", "/usr/bin/semtrail")

# Exit codes of the collector that come with a document: 0 done, 1 something was found or kept. With 4, nothing could
# be read, some commands tell in a document what.
ANSWERED = (0, 1)


def collector_options(timeout):
    """The options that every module of the action group shares."""
    return dict(executable=dict(type="path"), timeout=dict(type="int", default=timeout))


class CollectorError(Exception):
    """The collector is not there, did not answer in time, or refused; says why, with what is needed to look into it."""

    def __init__(self, msg, missing=False, **details):
        super().__init__(msg)
        self.msg = msg
        self.missing = missing
        self.details = details


class Collector:
    """The semtrail command on this host."""

    def __init__(self, module):
        self.module = module
        self.timeout = module.params["timeout"]
        if self.timeout < 1:
            # timeout(1) takes 0 for no limit at all.
            module.fail_json(msg="timeout is a number of seconds from 1 on, not %d" % self.timeout)
        self.path = self._find(module, module.params["executable"])

    @staticmethod
    def _find(module, given):
        for place in [given] if given else PLACES:
            if os.path.isfile(place) and os.access(place, os.X_OK):
                return place
        found = None if given else module.get_bin_path("semtrail")
        if not found:
            raise CollectorError(
                "the collector is not installed: %s; the role semtrail.ipc.collector installs it" % (
                    "'%s' is not an executable file" % plain_text(given) if given
                    else "no executable at %s, and no semtrail in PATH" % ", ".join(PLACES)),
                missing=True)
        return found

    def ask(self, schema, *args):
        """Runs a command and returns its document, every string made harmless.

        Raises CollectorError where there is none: not in time, refused, or of another schema than the one expected.
        """
        cmd = [self.path] + list(args)
        rc, out, err = self._run(cmd)
        details = dict(cmd=cmd, rc=rc, stderr=_lines(err[-4000:]))
        if rc not in ANSWERED and not (rc == 4 and out.strip()):
            raise CollectorError(_reason(rc, err), **details)
        try:
            document = json.loads(out)
        except ValueError:
            raise CollectorError("the collector's answer is no JSON document: is '%s' really semtrail?" % self.path,
                                 stdout=_lines(out[:2000]), **details)
        spoken = document.get("schema") if isinstance(document, dict) else None
        if spoken != schema:
            raise CollectorError(
                "the collector answers in schema %s and this collection reads %s: install matching versions" % (
                    plain_text(str(spoken)), schema), **details)
        return plain(document)

    def _run(self, cmd):
        # run_command knows no time limit, and a JVM that hangs on a sick host would hang the play. timeout(1) also ends
        # the children of what it ends.
        guard = self.module.get_bin_path("timeout")
        guarded = [guard, "-k", "1", str(self.timeout)] if guard else []
        try:
            rc, out, err = self.module.run_command(
                guarded + cmd, environ_update=self._environment(), handle_exceptions=False)
        except OSError as e:
            raise CollectorError("the collector does not start: %s" % e, cmd=cmd)
        if guarded and rc in (124, 137):
            raise CollectorError("the collector did not answer within %d seconds (option timeout)" % self.timeout,
                                 cmd=cmd)
        return rc, out, err

    def _environment(self):
        environment = dict(LC_ALL="C.UTF-8", NO_COLOR="1")
        if self.module.check_mode:
            # Otherwise its first start leaves an archive for faster starts: check mode leaves nothing.
            environment["SEMTRAIL_CACHE"] = "off"
        return environment


def _lines(text):
    """What the collector said, each line made harmless."""
    return "\n".join(plain_text(line) for line in text.split("\n"))


def _reason(rc, err):
    lines = [line for line in err.strip().splitlines() if line.strip()]
    said = plain_text(lines[0].strip()) if lines else "it said nothing"
    if rc < 0:
        return "the collector was ended by signal %d" % -rc
    return {
        2: "the collector does not take these options, so perhaps it is not of this collection's version: %s",
        3: "%s",
        4: "%s",
        70: "a bug of the collector: %s",
    }.get(rc, "the collector ended with status " + str(rc) + ": %s") % said
