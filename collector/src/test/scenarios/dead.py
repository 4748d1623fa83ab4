"""Sets that nobody can use any more and that must be recognised, and live ones that look very much like them."""

import os

import actor
import ipc
from handed import make
from inherited import WWW, daemon
from table import DEAD, DOUBT, ENTERED, GONE, UNUSED, USED, Skip, scenario


def crash(stage, *labels, operate=(), **shape):
    """A whole start of a daemon, killed."""
    parent, worker = daemon(stage, *labels, **shape)
    for label in operate:
        worker.op(label)
    parent.kill()
    worker.kill()


@scenario(ENTERED, accept=DEAD, cache=DEAD)
def crashed(stage):
    """Apache was killed before it served anybody; all sets of its start are dead.

    naive: timid: nothing is certain."""
    crash(stage, "accept", "cache")


@scenario(ENTERED, accept=DEAD, cache=DEAD, rewrite=DEAD)
def crashed_after_use(stage):
    """Apache was killed after use: one set operated, its siblings never.

    naive: timid: what was operated may be in use."""
    crash(stage, "accept", "cache", "rewrite", operate=("accept",))


@scenario(seconds=140, oldest_accept=GONE, oldest_cache=GONE, old_accept=GONE, old_cache=GONE, accept=USED, cache=DOUBT)
def restarted_after_minutes(stage):
    """Two generations crashed and were restarted more than a minute apart; the third runs.

    naive: uid-only, timid: the user runs processes, so all sets are his."""
    crash(stage, "oldest_accept", "oldest_cache", operate=("oldest_accept",))
    stage.age(65)
    crash(stage, "old_accept", "old_cache", operate=("old_accept",))
    stage.age(65)
    _, worker = daemon(stage, "accept", "cache")
    worker.op("accept")


@scenario(seconds=9, old_accept=UNUSED, old_cache=UNUSED, accept=USED, cache=DOUBT)
def restarted_at_once(stage):
    """The daemon crashed and was restarted within seconds.

    naive: uid-only: the user runs processes, so all sets are in use."""
    crash(stage, "old_accept", "old_cache", operate=("old_accept",))
    stage.age(2)
    _, worker = daemon(stage, "accept", "cache")
    worker.op("accept")


@scenario(seconds=12, accept=USED, dead_accept=GONE, dead_cache=GONE)
def crashed_beside_an_older_one(stage):
    """Two Apaches of one user: the older one runs and is busy, the younger one crashed.

    naive: uid-only, timid: the user runs processes, so all sets are his."""
    parent, worker = daemon(stage, "accept")
    worker.op("accept")
    stage.age(3)
    crash(stage, "dead_accept", "dead_cache", operate=("dead_accept",))


@scenario(accept=DEAD, cache=DEAD)
def killed_but_not_reaped(stage):
    """The crashed daemon's processes stay zombies, for their parent does not reap.

    naive: pid-exists, timid: /proc has their pids."""
    supervisor = stage.spawn(name="supervisor")
    stage.age(3)
    initialiser = supervisor.fork(name="httpd")
    make(stage, initialiser, "accept", "cache")
    initialiser.kill()
    ipc.until(lambda: ipc.state_of(f"/proc/{initialiser.pid}") == "Z")


@scenario(seconds=9, accept=DEAD, cache=DEAD)
def read_by_a_monitor(stage):
    """A crashed daemon's sets whose values a living monitoring process of root reads with GETALL.

    naive: timid: nothing is certain."""
    monitor = stage.spawn(name="monitor")
    stage.age(3)
    crash(stage, "accept", "cache", operate=("accept",))
    monitor.run(read_all, [stage.labels["accept"], stage.labels["cache"]])


def read_all(semids):
    return [ipc.getall(semid, 1) for semid in semids]


@scenario(lock=DEAD, cache=DEAD)
def undo_at_sigkill(stage):
    """The holder was killed with SEM_UNDO, its parent too: the kernel restored the value in the dead holder's name.

    naive: timid: nothing is certain."""
    parent, worker = daemon(stage, "lock", "cache")
    worker.op("lock", -1, undo=True)
    parent.kill()
    worker.kill()
    assert ipc.getall(stage.labels["lock"], 1) == [1]


@scenario(lock=DOUBT, cache=DOUBT)
def undo_at_sigkill_of_one(stage):
    """The holder was killed with SEM_UNDO: the set shows a dead pid and a fresh otime, its siblings live.

    naive: sempid-dead: the last operator is dead."""
    parent, worker = daemon(stage, "lock", "cache")
    parent.fork(uid=WWW)
    worker.op("lock", -1, undo=True)
    worker.kill()


@scenario(dead_one=UNUSED, live_one=DOUBT, dead_two=UNUSED, live_two=DOUBT)
def two_daemons_of_one_second(stage):
    """Two daemons of one user began in one second, their ids interleave; one is dead.

    naive: sempid-dead: both initialisers are dead, and none has operated."""
    first, second = stage.spawn(name="httpd"), stage.spawn(name="httpd")
    stage.fresh_second()
    for label in ("one", "two"):
        stage.sets(first, f"dead_{label}", give_to=WWW)
        stage.sets(second, f"live_{label}", give_to=WWW)
    stage.same_second("dead_one", "live_one", "dead_two", "live_two")
    second.fork(detach=True).fork(uid=WWW)
    first.kill()
    second.exit()


@scenario(("inside",), accept=UNUSED, cache=UNUSED)
def pid_of_the_initialiser_reused(stage):
    """A crashed daemon whose initialiser's pid was given to a program that has nothing to do with it.

    naive: pid-exists: sempid is a living process."""
    initialiser = stage.spawn(name="httpd")
    make(stage, initialiser, "accept", "cache")
    initialiser.kill()
    stage.age(2)
    reuse(stage, initialiser.pid)


@scenario(("inside",), accept=DOUBT, cache=DOUBT)
def pid_of_the_operator_reused(stage):
    """The last operator's pid belongs to another program now; the daemon's other worker lives.

    naive: sempid-dead: its last operator is not the one that has the pid, so it is dead."""
    parent, worker = daemon(stage, "accept", "cache")
    parent.fork(uid=WWW)
    worker.op("accept")
    worker.kill()
    parent.run(actor.reap)
    stage.age(2)
    reuse(stage, worker.pid)


def reuse(stage, pid):
    """A process with this pid, forced through ns_last_pid of our own PID namespace; never of the host's."""
    assert os.getpid() == 1
    ipc.until(lambda: not os.path.exists(f"/proc/{pid}"))
    for _ in range(50):
        with open("/proc/sys/kernel/ns_last_pid", "w") as last:
            last.write(str(pid - 1))
        one = stage.spawn(name="unrelated", uid=65534)
        if one.pid == pid:
            return
        one.exit()
    raise Skip("ns_last_pid did not give the pid")


def postgres(stage):
    """A postmaster's set as PostgreSQL makes it: a key, 16 semaphores and a 17th with 537, by SETVAL 536 and one semop."""
    postmaster = stage.spawn(uid=70, name="postgres")
    stage.fresh_second()
    stage.sets(postmaster, "sems", key=5432001, nsems=17, values=(0,) * 16 + (536,))
    postmaster.run(actor.operate, "sems", (1,), num=16)
    return postmaster


@scenario(sems=GONE)
def postgres_crashed(stage):
    """PostgreSQL was killed with all its backends; its own next start would remove the set.

    naive: timid: nothing is certain."""
    postgres(stage).kill()


@scenario(sems=DOUBT)
def postgres_backend_survived(stage):
    """The postmaster was killed, a backend lives and uses the set.

    naive: sempid-dead: the 17th semaphore's pid is dead, which is PostgreSQL's own test."""
    postmaster = postgres(stage)
    postmaster.fork()
    postmaster.kill()
