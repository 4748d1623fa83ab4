"""Users in a state, or with a name or number, that reads like death or like somebody else."""

import os
import select

import actor
import ipc
from inherited import WWW, daemon
from table import ALIVE, DOUBT, RETURNS, scenario


@scenario(accept=DOUBT, cache=DOUBT)
def name_that_reads_like_a_zombie(stage):
    """The daemon's only process has a name that ends the name field of /proc/PID/stat early and continues as a zombie's.

    naive: sempid-dead: and who parses up to the first parenthesis takes everybody for dead."""
    parent, worker = daemon(stage, "accept", "cache")
    worker.run(actor.become, name=") Z 1 1 1 1 (")
    parent.exit()


@scenario(accept=DOUBT, cache=DOUBT)
def very_large_uid(stage):
    """The user's number does not fit a signed int, as numbers of directory services and user namespaces may not.

    naive: sempid-dead: nobody of a negative uid runs."""
    daemon(stage, "accept", "cache", uid=4_100_000_000)


@scenario(accept=DOUBT, cache=DOUBT)
def stopped(stage):
    """The whole daemon is stopped.

    naive: sempid-dead: nobody runs, but everybody may go on."""
    parent, worker = daemon(stage, "accept", "cache")
    helper = parent.fork(uid=WWW)
    helper.op("accept")
    helper.exit()
    worker.stop()
    parent.stop()


@scenario(accept=DOUBT, cache=DOUBT)
def leader_thread_exited(stage):
    """The daemon's only process has lost its leader thread: /proc says Z, other threads live.

    naive: uid-only, sempid-dead: a zombie uses nothing."""
    parent, worker = daemon(stage, "accept", "cache")
    lose_leader(worker)
    parent.exit()


@scenario(lock=ALIVE)
def leader_of_the_initialiser_exited(stage):
    """The initialiser itself lives on in a second thread, its leader exited.

    naive: uid-only, sempid-dead: the initialiser is Z."""
    initialiser = stage.spawn(name="httpd")
    stage.sets(initialiser, "lock", give_to=WWW)
    initialiser.run(actor.become, uid=WWW)
    lose_leader(initialiser)


def lose_leader(one):
    one.run(actor.leave_leader)
    ipc.until(lambda: ipc.state_of(f"/proc/{one.pid}") == "Z")


@scenario(lock=RETURNS)
def never_the_same_pid(stage):
    """The only user forks itself on and on, each time its parent ends: whoever lists processes opens dead ones.

    naive: uid-only, sempid-dead: every process seen in the listing was gone when it was read."""
    parent, worker = daemon(stage, "lock")
    worker.start(hop)
    parent.exit()


@scenario(**{f"lock{user}": RETURNS for user in range(4)})
def never_the_same_pids(stage):
    """Four users each fork themselves on and on: one is always between two processes while /proc is listed.

    naive: uid-only, sempid-dead: every process seen in the listing was gone when it was read."""
    initialiser = stage.spawn(name="httpd")
    stage.fresh_second()
    for user in range(4):
        stage.sets(initialiser, f"lock{user}", give_to=WWW + 1 + user)
    parent = initialiser.fork(detach=True)
    initialiser.exit()
    for user in range(4):
        parent.fork(uid=WWW + 1 + user).start(hop)
    parent.exit()


def hop():
    while not select.select([actor.Process.control], [], [], 0.01)[0]:
        if os.fork():
            os._exit(0)
    os._exit(0)
