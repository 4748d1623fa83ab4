# Copyright (c) the semtrail project
# Apache License 2.0 (see LICENSE), or at your choice
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

"""What sem_prune asks the collector to do, and how it tells what became of it."""

from ansible_collections.semtrail.ipc.plugins.module_utils._kernel import user_name


def problem(params, selectors):
    """Why these options are refused, in words; None where they are not."""
    refused = selectors.problem() or (None if params["all"] else selectors.missing())
    if refused:
        return refused
    others = [kind for kind in params["kind"] if kind != "sem"]
    if params["verdict"] == "orphan" and others:
        return "of %s nothing is certainly dead: it takes verdict: presumed-orphan" % ", ".join(others)
    if params["max_removals"] < 0:
        return "max_removals is a number of objects, or 0 for no bound"
    return None


def arguments(params, selectors, apply):
    """The collector's command line. Raises NobodySelected."""
    chosen = ["prune", "--json", "--kind=" + ",".join(params["kind"])] + selectors.arguments()
    if params["verdict"] != "orphan":
        chosen += ["--include=" + params["verdict"], "--yes"]
    if apply:
        chosen.append("--apply")
        if params["max_removals"] > 0:
            # Told to the collector, for its plan is a moment younger than any that we could have seen before.
            chosen.append("--at-most=%d" % params["max_removals"])
        if params["receipts"]:
            chosen.append("--receipts=" + params["receipts"])
    return chosen


def told(row):
    """An object of a plan, as the module returns it."""
    return dict(_identity(row), why=["%s: %s" % (e["side"], e["what"]) for e in row["evidence"]])


def kept(row):
    """An object that stays, with the reason."""
    return dict(_identity(row), reason=row["reason"], planned=row["planned"])


def _identity(row):
    key, uid = row.get("key"), row.get("uid")
    return dict(
        kind=row["kind"], id=row["id"], key=None if key is None else "0x%08x" % (key & 0xffffffff),
        owner=None if uid is None else user_name(uid), ipc_ns=row.get("ipc_ns"), ctime=row.get("ctime"),
        creator=row.get("creator"), verdict=row["verdict"])


def diff(goes, stayed):
    """What --diff shows: a line for each object that goes, and for each that was planned and stays."""
    after = [_line(row, row["reason"]) for row in stayed]
    before = [_line(row, row["why"][0] if row["why"] else "") for row in goes]
    return dict(before_header="objects", after_header="objects",
                before="".join(before + after), after="".join(after))


def _line(row, why):
    return "%s %s  key %s  owner %s  since %s  by %s  %s  %s\n" % (
        row["kind"], row["id"], row["key"] or "-", row["owner"] or "-", row["ctime"] or "-",
        row["creator"] or "unknown", row["verdict"], why)
