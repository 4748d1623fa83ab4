"""What a row of the table is: a scenario with the verdicts that each of its sets may get, and the readers that judge it."""

import re
from dataclasses import dataclass, field

VERDICTS = ("in-use", "presumed-in-use", "unknown", "presumed-orphan", "orphan")


@dataclass(frozen=True)
class Expect:
    """The verdicts allowed by what the reader can see.

    full: every process of the host. nested: its own PID namespace, outside of which somebody may share the semaphores.
    blind: less than it needs, which it must say. skewed: everything, but by a wrong clock. A set with a user, present or coming, is never an orphan, so its row never allows it;
    alive says which of the two the row is about: True when a living process must be able to use the set, False when none
    may be, None when somebody will come back who is not there now.
    """

    full: tuple
    nested: tuple
    blind: tuple
    alive: object

    @property
    def skewed(self):
        return self.blind


def _live(*allowed):
    return Expect(allowed, allowed, VERDICTS[:4], True)


USED = _live("in-use")
ALIVE = _live("in-use", "presumed-in-use")
DOUBT = _live("in-use", "presumed-in-use", "unknown")
LIVE = _live(*VERDICTS[:4])
RETURNS = Expect(VERDICTS[:4], VERDICTS[:4], VERDICTS[:4], None)
PRESUMED = Expect(("presumed-orphan",), ("presumed-orphan",), VERDICTS[:4], False)
DEAD = Expect(("orphan",), ("presumed-orphan",), VERDICTS[:4], False)
GONE = Expect(("orphan", "presumed-orphan"), ("orphan", "presumed-orphan"), VERDICTS[:4], False)
UNUSED = Expect(("unknown", "presumed-orphan", "orphan"), ("unknown", "presumed-orphan", "orphan"), VERDICTS[:4], False)


@dataclass(frozen=True)
class Reader:
    """From where semtrail looks: the layout it needs, how much it sees, and the words before its command line.

    {stage} is the stage's pid on the host, {ipc}, {pod} and {pin} are the stage's places, {here} is this directory,
    {boottime} and {faketime} are libraries to preload.
    """

    about: str
    layout: str
    sight: str
    prefix: tuple


IPC = ("nsenter", "--ipc={ipc}")
INSIDE = ("nsenter", "--target={stage}", "--ipc", "--pid", "--mount")
NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
WITH_MOUNTS = ("unshare", "--mount", "sh", "-ec")

READERS = {
    # The readers without a prefix can share one look at the host with others.
    "plain": Reader("root on a host whose init adopts orphans", "host", "full", ()),
    "outside": Reader("root on the host, the actors in a container", "container", "full", ()),
    "entered": Reader("root in the IPC namespace itself, on the host", "host", "full", IPC),
    "inside": Reader("root in the actors' container", "container", "nested", INSIDE),
    "nobody": Reader("a user without rights", "host", "blind", IPC + NOBODY),
    "no-ptrace": Reader("root without CAP_SYS_PTRACE", "host", "blind",
                        IPC + ("setpriv", "--bounding-set=-sys_ptrace", "--inh-caps=-sys_ptrace")),
    "hidepid": Reader("a user who sees only his own processes", "host", "blind",
                      IPC + WITH_MOUNTS + ('mount -t proc -o hidepid=2 proc /proc; exec "$@"', "sh") + NOBODY),
    "user-ns": Reader("root of a user namespace", "host", "blind", IPC + ("unshare", "--user", "--map-root-user")),
    "proc-of-host": Reader("in the container with the host's /proc", "container", "blind",
                           ("nsenter", "--target={stage}", "--ipc", "--pid")),
    # Without its own /proc/self java does not find its libraries.
    "proc-of-container": Reader("on the host with the container's /proc", "container", "blind",
                                ("nsenter", "--target={stage}", "--ipc", "--mount",
                                 "env", "LD_LIBRARY_PATH={java}/lib:{java}/lib/server:{java}/lib/jli")),
    "time-ns": Reader("in a time namespace, a day ahead", "timed", "nested", INSIDE + ("--time",)),
    "stepped-back": Reader("after the clock went back an hour: starts look an hour older", "host", "skewed",
                           IPC + WITH_MOUNTS + ('. "$0"; step -3600; exec "$@"', "{here}/step.sh",
                                                "env", "LD_PRELOAD={boottime}", "BOOTTIME_SHIFT=3600")),
    "stepped-ahead": Reader("after the clock went ahead an hour: starts look an hour younger", "host", "skewed",
                            IPC + WITH_MOUNTS + ('. "$0"; step 3600; exec "$@"', "{here}/step.sh",
                                                 "env", "LD_PRELOAD={boottime}", "BOOTTIME_SHIFT=-3600")),
    "faketime-back": Reader("a reader whose own clock is an hour late", "host", "skewed",
                            IPC + ("env", "LD_PRELOAD={faketime}", "FAKETIME=-1h", "FAKETIME_DONT_FAKE_MONOTONIC=1")),
    "faketime-ahead": Reader("a reader whose own clock is an hour early", "host", "skewed",
                             IPC + ("env", "LD_PRELOAD={faketime}", "FAKETIME=+1h", "FAKETIME_DONT_FAKE_MONOTONIC=1")),
    "pod": Reader("root in a container that shares semaphores with another", "container", "nested",
                  ("nsenter", "--ipc={ipc}", "--pid={pod}/ns/pid", "--mount={pod}/ns/mnt")),
    "pinned": Reader("root in a namespace without processes", "host", "full", ("nsenter", "--ipc={pin}")),
}

USUAL = ("plain", "outside", "inside")
BLIND = ("nobody", "no-ptrace", "hidepid", "user-ns", "proc-of-host", "proc-of-container")
ENTERED = USUAL + ("entered",)
CLOCKS = ("time-ns", "stepped-back", "stepped-ahead", "faketime-back", "faketime-ahead")


class Skip(Exception):
    """This machine cannot play the scenario; the reason."""


@dataclass(frozen=True)
class Scenario:
    """One row. The claim is the first line of the docstring; `naive: rule, rule: why` names the rules of naive.py that
    fail it, and is tested."""

    name: str
    play: object
    expect: dict
    readers: tuple
    seconds: int
    heavy: bool
    claim: str = field(init=False)
    naive: tuple = field(init=False)

    def __post_init__(self):
        text = self.play.__doc__
        named = re.search(r"naive: ([a-z-]+(?:, [a-z-]+)*)", text)
        object.__setattr__(self, "claim", " ".join(text.split("\n\n")[0].split()))
        object.__setattr__(self, "naive", tuple(named.group(1).split(", ")) if named else ())

    def as_row(self):
        return {"name": self.name, "claim": self.claim, "naive": self.naive, "seconds": self.seconds,
                "heavy": self.heavy, "readers": [
                    {"name": name, "layout": READERS[name].layout, "sight": READERS[name].sight, "allowed": self.allowed(name)}
                    for name in self.readers]}

    def allowed(self, reader):
        return {label: getattr(expect, READERS[reader].sight) for label, expect in self.expect.items()}


def scenario(readers=USUAL, seconds=5, heavy=False, **expect):
    """Marks a function as a row: readers, about how many seconds it takes to play, whether it wants the machine for itself,
    and what each labelled set may be."""
    def mark(function):
        name = function.__name__.replace("_", "-")
        function.scenario = Scenario(name, function, expect, tuple(readers), seconds, heavy)
        return function

    return mark
