#!/usr/bin/env python3
"""Situations in which a verdict on semaphores is easily wrong, played by real processes in private namespaces.

    python3 scenarios.py list [--json]         the table
    python3 scenarios.py run NAME [READER]     plays a row laid out for this reader until stdin is closed; needs root

`run` prints one JSON line: the sets by label, who can still use each, and for each reader the words to put before a command
to look at the sets from there, for example `semtrail list`. Lines on stdin are commands: the row's own, `alive` (who can
use the sets now), `table` (the ids that there are).

A new row is one function with @scenario in one of the modules below; the docstring is its claim.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback

import crowd
import dead
import entitled
import handed
import hidden
import inherited
import moved
import pruned
import states
import waiting
from stage import OLDER, Stage, sweep
from table import READERS, Skip, Scenario

HERE = os.path.dirname(os.path.abspath(__file__))
LIBRARIES = ("faketime", "boottime")
MODULES = (inherited, waiting, states, handed, entitled, moved, hidden, dead, crowd, pruned)

TABLE = {row.name: row for module in MODULES for value in vars(module).values()
         if isinstance(row := getattr(value, "scenario", None), Scenario)}

LAYOUTS = {
    "host": ("unshare", "--ipc", "--mount"),
    "container": ("unshare", "--ipc", "--pid", "--fork", "--mount-proc", "--kill-child"),
    "timed": ("unshare", "--ipc", "--pid", "--fork", "--mount-proc", "--kill-child", "--time", "--boottime=86400"),
}


def main(command="list", *arguments):
    if command == "list":
        print_table("--json" in arguments)
    elif command == "run":
        sys.exit(run(*arguments))
    elif command == "stage":
        play(TABLE[arguments[0]])
    else:
        sys.exit(__doc__)


def print_table(as_json):
    if as_json:
        print(json.dumps([row.as_row() for row in TABLE.values()]))
        return
    for row in TABLE.values():
        print(f"{row.name}: {row.claim}")
        for label, expect in row.expect.items():
            print(f"    {label}: {' '.join(expect.full)}")


def run(name, reader=None):
    """Makes the namespaces, lets the stage play in them, and leaves nothing behind whatever happens to the stage."""
    layout = READERS[reader or TABLE[name].readers[0]].layout
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    mark = f"SEMTRAIL_STAGE={os.getpid()}.{time.time_ns()}"
    outer = subprocess.Popen([*LAYOUTS[layout], sys.executable, os.path.abspath(__file__), "stage", name],
                             stdout=subprocess.PIPE, text=True, start_new_session=True,
                             env={**os.environ, **dict([mark.split("=")])})
    try:
        with tempfile.TemporaryDirectory() as folder:
            os.chmod(folder, 0o755)
            if outer.stdout.readline():
                stage = outer.pid if layout == "host" else only_child(outer.pid)
                libraries = {"faketime": faketime(), "boottime": boottime(TABLE[name], folder)}
                for line in outer.stdout:
                    print(json.dumps(with_readers(json.loads(line), layout, stage, libraries)), flush=True)
        return outer.wait()
    finally:
        sweep(mark)


def only_child(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as children:
        return int(children.read())


def with_readers(facts, layout, stage, libraries):
    """Puts the stage's places, which are paths in its own /proc, into the prefixes of the readers of this layout."""
    if places := facts.pop("places", None):
        names = {name: f"/proc/{stage}/root{path}" for name, path in places.items()}
        names |= {"stage": stage, "here": HERE, **libraries,
                  "java": os.environ.get("JAVA_HOME") or os.path.dirname(os.path.dirname(which("java")))}
        facts["stage"] = stage
        facts["readers"] = {name: [word.format(**names) for word in reader.prefix] for name, reader in READERS.items()
                            if reader.layout == layout and possible(reader, names)}
    return facts


def possible(reader, names):
    return all(names.get(place) for place in ("pod", "pin", *LIBRARIES) if any(f"{{{place}}}" in w for w in reader.prefix))


def which(program):
    return os.path.realpath(shutil.which(program) or "/usr/bin/" + program)


def faketime():
    """The library of the Debian package faketime, or of the variable SEMTRAIL_FAKETIME."""
    places = [os.environ.get("SEMTRAIL_FAKETIME", ""), f"/usr/lib/{os.uname().machine}-linux-gnu/faketime/libfaketime.so.1"]
    return next(filter(os.path.exists, places), None)


def boottime(row, folder):
    """boottime.c, compiled for the rows that need it, where there is a compiler."""
    library = f"{folder}/boottime.so"
    if shutil.which("cc") and any(name.startswith("stepped") for name in row.readers):
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, f"{HERE}/boottime.c", "-ldl"], check=True)
        return library
    return None


def play(row):
    stage = None
    try:
        stage = Stage()
        stage.tell(made=True)
        row.play(stage)
        stage.age(OLDER)
        alive = stage.alive()
        check(row, alive)
        stage.tell(ready=True, scenario=row.name, ipc_ns=os.stat(stage.places.get("pin", stage.places["ipc"])).st_ino, sets=stage.labels,
                   alive=alive, places=stage.places)
        stage.obey()
    except Skip as reason:
        print(json.dumps({"ready": False, "skip": str(reason)}), flush=True)
    except Exception:
        print(json.dumps({"ready": False, "error": traceback.format_exc()}), flush=True)
    finally:
        if stage:
            stage.strike()


def check(row, alive):
    """The row and the stage agree on which sets there are and which of them have users."""
    if alive.keys() != row.expect.keys():
        raise AssertionError(f"the row names {sorted(row.expect)}, the stage made {sorted(alive)}")
    for label, users in alive.items():
        if row.expect[label].alive not in (None, bool(users)):
            raise AssertionError(f"{label} can be used by {users}, the row says otherwise")


if __name__ == "__main__":
    main(*sys.argv[1:])
