"""The stage: the first process of a scenario. It makes actors, lets time pass, and tells what came of it.

Laid out as "container" it is PID 1 of its own PID namespace and reaps; laid out as "host" its orphans go to the host's
init, as a daemon's do, and whoever laid it out sweeps up in the end.
"""

import contextlib
import json
import os
import signal
import sys
import time

import actor
import ipc

# A rule may give "younger" and "older" two seconds of grace, and ctime is cut to seconds. Nor does a reader judge what was
# made while it looked, so a stage lets so much time pass before it is ready, too.
OLDER = 3.2


class Stage:
    def __init__(self):
        self.actors = []
        self.labels = {}
        self.extra_users = {}
        self.places = {"ipc": f"/proc/{os.getpid()}/ns/ipc"}
        self.commands = {}
        if os.getpid() == 1:
            signal.signal(signal.SIGCHLD, lambda *_: actor.reap())
        self.age(OLDER)

    def spawn(self, **person):
        """A new family: an actor whose parent is init."""
        mine, theirs = actor.pair()
        is_init = os.getpid() == 1
        first = os.fork()
        if first == 0:
            if is_init or os.fork() == 0:
                actor.begin(mine)
            os._exit(0)
        if not is_init:
            os.waitpid(first, 0)
        mine.close()
        handle = actor.Handle(theirs, self.actors)
        if person:
            handle.run(actor.become, **person)
        return handle

    def sets(self, maker, *labels, give_to=None, **shape):
        """Sets of one second with neighbouring ids, given away with IPC_SET as httpd does."""
        for label in labels:
            self.labels[label] = maker.create(label, **shape)
            if give_to is not None:
                maker.give(label, give_to, give_to, mode=shape.get("mode", 0o600))

    def fresh_second(self):
        """Waits for the beginning of a second, so that what follows at once has one ctime."""
        time.sleep(1.0 - time.time() % 1.0 + 0.005)

    def age(self, seconds):
        """Lets everybody become so old. Nothing but time makes them older."""
        time.sleep(seconds)

    def same_second(self, *labels):
        """A check of the scenario itself: the kernel gave these sets one ctime."""
        rows = ipc.table()
        times = {rows[self.labels[label]]["ctime"] for label in labels}
        if len(times) != 1:
            raise AssertionError(f"{labels} were to be made in one second, got {times}")

    def row(self, label):
        return ipc.table()[self.labels[label]]

    def alive(self):
        """Who can still use each set: {label: [pid]}."""
        users = {label: list(self.extra_users.get(label, ())) for label in self.labels}
        for one in self.actors:
            for label in one.usable():
                if label in users:
                    users[label].append(one.pid)
        return users

    def tell(self, **facts):
        print(json.dumps(facts), flush=True)

    def obey(self):
        """Runs commands, the scenario's own and the two every one has, one a line until stdin is closed."""
        for line in sys.stdin:
            command = line.strip()
            if command == "alive":
                self.tell(alive=self.alive())
            elif command == "table":
                self.tell(table=sorted(ipc.table()))
            elif command in self.commands:
                self.commands[command]()
                self.tell(done=command)
            else:
                self.tell(error=f"unknown command {command!r}; known: {sorted(self.commands)}")

    def strike(self):
        """Kills what is left. In a container the kernel does it when PID 1 ends."""
        for one in self.actors:
            with contextlib.suppress(ProcessLookupError):
                one.signal(signal.SIGKILL)


def sweep(mark):
    """Kills all that has this mark in the environment it was started with: the stage and whoever was forked from it.

    Not all that is in its IPC namespace, for a reader of some other scenario may just look in."""
    while marked := [pid for pid in filter(str.isdigit, os.listdir("/proc")) if kill_marked(int(pid), mark)]:
        ipc.until(lambda: not any(ipc.is_alive(pid) for pid in marked))


def kill_marked(pid, mark):
    """By descriptor, opened first: the number may be another's a moment later."""
    with contextlib.suppress(OSError), open(f"/proc/{pid}/environ", "rb") as environment:
        descriptor = os.pidfd_open(pid)
        try:
            if mark.encode() in environment.read():
                signal.pidfd_send_signal(descriptor, signal.SIGKILL)
                return True
        finally:
            os.close(descriptor)
    return False
