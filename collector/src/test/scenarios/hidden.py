"""Users that are easily overlooked: in another IPC, PID or user namespace, or behind a namespace that has no process."""

import actor
import ipc
from inherited import WWW, daemon
from table import DOUBT, ENTERED, LIVE, RETURNS, scenario


@scenario(accept=DOUBT, cache=DOUBT)
def thread_that_stayed(stage):
    """The daemon's only process has its leader in another IPC namespace; one thread stayed with the sets.

    naive: uid-only, sempid-dead: /proc/PID/ns/ipc is the leader's."""
    parent, worker = daemon(stage, "accept", "cache")
    worker.exit()
    worker = parent.fork(detach=True)
    parent.exit()
    worker.run(actor.send_leader_away)
    worker.run(actor.become, uid=WWW)


@scenario(accept=DOUBT, cache=DOUBT)
def thread_of_another_user(stage):
    """The leader of the daemon's only process has become somebody without access; one thread is still the sets' user.

    naive: uid-only, sempid-dead: /proc/PID/status is the leader's."""
    parent, worker = daemon(stage, "accept", "cache")
    worker.exit()
    worker = parent.fork(detach=True)
    parent.exit()
    worker.run(actor.split_users, leader=65534, thread=WWW)


@scenario(ENTERED, accept=DOUBT, cache=LIVE)
def user_who_left_with_the_key(stage):
    """A worker left for another IPC namespace with a descriptor of the old one, by which it can come back.

    naive: uid-only, sempid-dead: nobody of the owner is in the namespace."""
    parent, worker = daemon(stage, "accept", "cache")
    worker.exit()
    parent.fall_silent()
    parent.run(actor.leave_with_the_key)


@scenario(accept=LIVE, cache=LIVE)
def user_who_left_and_knows_the_path(stage):
    """The daemon's root parent left for another IPC namespace; the old one is mounted at a path, by which it comes back.

    naive: uid-only, sempid-dead: nobody of the daemon is in the namespace."""
    parent, worker = daemon(stage, "accept", "cache")
    worker.exit()
    ipc.mount("none", "/mnt", "tmpfs")
    open("/mnt/ipc", "w").close()
    ipc.mount(stage.places["ipc"], "/mnt/ipc", flags=ipc.MS_BIND)
    parent.fall_silent()
    parent.run(ipc.unshare, ipc.CLONE_NEWIPC)


def alone_in_a_namespace(stage):
    """An initialiser in an IPC namespace of its own, with one set."""
    initialiser = stage.spawn(name="httpd")
    initialiser.run(ipc.unshare, ipc.CLONE_NEWIPC)
    stage.fresh_second()
    stage.sets(initialiser, "lock", give_to=WWW)
    return initialiser


@scenario(("pinned", "plain"), lock=LIVE)
def namespace_pinned_by_a_descriptor(stage):
    """Nobody is in the sets' namespace; the daemon outside has a descriptor of it.

    naive: uid-only, sempid-dead: no process, no user."""
    initialiser = alone_in_a_namespace(stage)
    worker = initialiser.fork(detach=True)
    initialiser.exit()
    worker.fall_silent()
    stage.places["pin"] = f"/proc/{worker.pid}/fd/{worker.run(actor.leave_with_the_key)}"


@scenario(("pinned", "plain"), lock=RETURNS)
def namespace_pinned_by_a_mount(stage):
    """Nobody is in the sets' namespace; a bind mount keeps it for the next job.

    naive: uid-only, sempid-dead: no process, no user."""
    initialiser = alone_in_a_namespace(stage)
    ipc.mount("none", "/mnt", "tmpfs")
    open("/mnt/ipc", "w").close()
    ipc.mount(f"/proc/{initialiser.pid}/ns/ipc", "/mnt/ipc", flags=ipc.MS_BIND)
    initialiser.exit()
    stage.places["pin"] = "/mnt/ipc"


@scenario(accept=DOUBT, cache=DOUBT)
def worker_in_a_pid_namespace_below(stage):
    """The daemon's only worker is PID 1 of a PID namespace below the reader's.

    naive: sempid-dead: the initialiser is gone."""
    parent, worker = daemon(stage, "accept", "cache")
    worker.exit()
    parent.run(ipc.unshare, ipc.CLONE_NEWPID)
    parent.fork(uid=WWW)


@scenario(accept=DOUBT, cache=DOUBT)
def worker_in_a_user_namespace(stage):
    """The daemon's only process went into a user namespace of its own.

    naive: sempid-dead: the initialiser is gone."""
    parent, worker = daemon(stage, "accept", "cache")
    parent.exit()
    worker.run(ipc.unshare, ipc.CLONE_NEWUSER)


def pod(stage):
    """PID 1 of a PID namespace below, with its own /proc: a container that shares the semaphores of its neighbours."""
    runtime = stage.spawn(name="runtime")
    runtime.run(ipc.unshare, ipc.CLONE_NEWPID | ipc.CLONE_NEWNS)
    init = runtime.fork(name="pod")
    init.run(ipc.mount, "none", "/", None, ipc.MS_REC | ipc.MS_PRIVATE)
    init.run(ipc.mount, "proc", "/proc", "proc")
    stage.places["pod"] = f"/proc/{init.pid}"
    stage.age(3)
    return init


@scenario(("pod",), seconds=9, lock=LIVE)
def root_parent_from_outside(stage):
    """The daemon's root parent seems to come from outside the PID namespace, and yet is its initialiser's child.

    naive: uid-only, sempid-dead: orphans are adopted inside, but CLONE_PARENT gives a parent outside."""
    pod(stage)
    initialiser = stage.actors[0].fork(name="httpd")
    stage.fresh_second()
    stage.sets(initialiser, "lock", give_to=WWW)
    initialiser.fork(sibling=True)
    initialiser.exit()
    stage.actors[0].run(actor.reap)


@scenario(("plain", "pod"), seconds=9, lock=LIVE)
def neighbour_in_a_pod(stage):
    """Two containers share semaphores, not PIDs: the initialiser died in the reader's, the user lives in the other.

    naive: uid-only, sempid-dead: nobody to be seen."""
    init = pod(stage)
    neighbour = stage.spawn(uid=WWW)
    initialiser = init.fork()
    stage.fresh_second()
    stage.sets(initialiser, "lock", give_to=WWW)
    initialiser.hand("lock", neighbour)
    initialiser.exit()
    init.run(actor.reap)


@scenario(("pod",), seconds=9, lock=LIVE)
def neighbour_in_a_pod_made_it(stage):
    """Two containers share semaphores, not PIDs: all of a daemon is in the other one, so the pid of its sets reads 0.

    naive: uid-only, sempid-dead: pid 0 is nobody."""
    pod(stage)
    daemon(stage, "lock")
