"""Readers that are too simple, one rule each: python3 naive.py RULE prints the document of `semtrail list --json`.

They prove that the table has teeth: each row names in its docstring the rules that fail it, and the tests run them. Each
rule was somebody's remedy: hosters remove by uid, uWSGI and PostgreSQL by the last pid, the others were tried and failed.
"""

import json
import os
import sys
import time

import ipc


class View:
    """The sets and processes of this IPC namespace, seen by their leaders as ps(1) sees them."""

    def __init__(self):
        self.sets = ipc.table()
        for semid, row in self.sets.items():
            row["pids"] = {ipc.semctl(semid, num, ipc.GETPID) for num in range(row["nsems"])}
        listed = [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) != os.getpid()]
        time.sleep(0.05)
        self.processes = {pid: process for pid in listed if (process := read(pid))}
        here = os.stat("/proc/self/ns/ipc").st_ino
        self.living = {pid: one for pid, one in self.processes.items() if one["state"] not in "ZX" and one["ns"] == here}

    def dead(self, row):
        """Nobody who touched the set is left."""
        return not row["pids"] & self.living.keys()

    def users(self, row):
        return [pid for pid, one in self.living.items() if one["uid"] == row["uid"]]

    def busy(self, pid, row):
        """The process is the last operator of another set."""
        return any(pid in other["pids"] for other in self.sets.values() if other is not row)

    def younger(self, pid, row):
        return self.processes[pid]["start"] >= row["ctime"] - 2

    def family(self, pid):
        """The topmost ancestor below init."""
        parent = self.processes[pid]["parent"]
        return pid if parent in (0, 1) or parent not in self.processes else self.family(parent)

    def innocent_families(self, row):
        families = {}
        for pid in self.living:
            families.setdefault(self.family(pid), []).append(pid)
        return all(not self.younger(root, row) and (any(self.busy(pid, row) for pid in members)
                                                    or not set(members) & set(self.users(row)))
                   for root, members in families.items())


def read(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat, open(f"/proc/{pid}/status") as status:
            fields = stat.read().rpartition(")")[2].split()
            uid = next(line.split()[2] for line in status if line.startswith("Uid:"))
        namespace = os.stat(f"/proc/{pid}/ns/ipc").st_ino if fields[0] != "Z" else 0
    except OSError:
        return None
    return {"state": fields[0], "parent": int(fields[1]), "uid": int(uid), "ns": namespace,
            "start": BOOT + int(fields[19]) / os.sysconf("SC_CLK_TCK")}


def orphan_if(condition):
    return "orphan" if condition else "in-use"


RULES = {
    "timid": lambda view, row: "unknown",
    "uid-only": lambda view, row: orphan_if(not view.users(row)),
    "pid-exists": lambda view, row: orphan_if(not any(os.path.exists(f"/proc/{pid}") for pid in row["pids"])),
    "sempid-dead": lambda view, row: orphan_if(view.dead(row)),
    "younger-only": lambda view, row: orphan_if(
        view.dead(row) and not any(view.younger(pid, row) for pid in view.users(row))),
    "busy-elsewhere": lambda view, row: orphan_if(
        view.dead(row) and all(view.busy(pid, row) for pid in view.users(row))),
    "minute-younger": lambda view, row: orphan_if(
        view.dead(row) and not any(view.processes[pid]["start"] < row["ctime"] + 60 for pid in view.users(row))),
    "family-root": lambda view, row: orphan_if(view.dead(row) and view.innocent_families(row)),
}

if __name__ == "__main__":
    with open("/proc/stat") as kernel:
        BOOT = next(int(line.split()[1]) for line in kernel if line.startswith("btime"))
    seen = View()
    print(json.dumps({"schema": "naive", "unseen": [], "sets": [
        {"semid": semid, "verdict": RULES[sys.argv[1]](seen, row), "evidence": []} for semid, row in seen.sets.items()]}))
