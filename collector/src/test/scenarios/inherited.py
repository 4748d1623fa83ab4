"""Sets that are known by inheritance: the initialiser is gone, what was forked from it lives on.

Unless a row says otherwise, sets have the shape of Apache's (key 0, one semaphore, mode 0600, made by root and given to the
user), because for no other shape a verdict without a trace may be `orphan`, so only these rows can show the mistake.
"""

import actor
from table import ALIVE, BLIND, CLOCKS, DOUBT, ENTERED, LIVE, USED, USUAL, scenario

WWW = 33


def daemon(stage, *labels, uid=WWW, **shape):
    """Root's initialiser makes the sets in one second and is gone when the daemon's parent and a worker of the user run."""
    initialiser = stage.spawn(name="httpd")
    stage.fresh_second()
    stage.sets(initialiser, *labels, give_to=uid, **shape)
    parent = initialiser.fork(detach=True)
    initialiser.exit()
    worker = parent.fork(uid=uid)
    stage.same_second(*labels)
    return parent, worker


@scenario(ENTERED + BLIND + CLOCKS, accept=USED, cache=DOUBT)
def double_fork_daemon(stage):
    """A daemon whose initialiser is gone uses one set and keeps the other for later.

    naive: sempid-dead: the idle set's only pid is the initialiser's."""
    _, worker = daemon(stage, "accept", "cache")
    worker.op("accept")


@scenario(first=USED, second=USED, third=DOUBT)
def one_child_only(stage):
    """Each set is used by one child only, the third by nobody yet.

    naive: sempid-dead, busy-elsewhere: whoever is busy with another set is no suspect."""
    parent, one = daemon(stage, "first", "second", "third")
    other = parent.fork(uid=WWW)
    one.op("first")
    other.op("second")


@scenario(ENTERED, accept=DOUBT, cache=DOUBT)
def last_operator_gone(stage):
    """The worker that operated last has ended, its siblings are idle.

    naive: sempid-dead: nobody who ever touched the sets is left."""
    parent, worker = daemon(stage, "accept", "cache")
    parent.fork(uid=WWW)
    worker.op("accept")
    worker.exit()


@scenario(USUAL + CLOCKS, accept=ALIVE, cache=ALIVE)
def foreground_daemon(stage):
    """A daemon that never daemonised: its initialiser lives, has no worker yet and has not operated.

    naive: uid-only: no process of the owner runs."""
    initialiser = stage.spawn(name="httpd")
    stage.fresh_second()
    stage.sets(initialiser, "accept", "cache", give_to=WWW)


@scenario(USUAL + CLOCKS, accept=DOUBT, cache=DOUBT)
def root_parent_only(stage):
    """Of the daemon only root's parent is left for the moment; its next worker will use the sets.

    naive: uid-only, sempid-dead: no process of the owner runs."""
    _, worker = daemon(stage, "accept", "cache")
    worker.op("accept")
    worker.exit()


@scenario(lock=DOUBT)
def holder_is_not_the_last_operator(stage):
    """The holder lives, but the last operation was another's, who is dead.

    naive: sempid-dead: GETPID names the other."""
    parent, worker = daemon(stage, "lock")
    worker.op("lock", -1, undo=True)
    other = parent.fork(uid=WWW)
    other.op("lock", 1)
    other.exit()


@scenario(accept=DOUBT, cache=DOUBT)
def slow_initialiser(stage):
    """The initialiser needs seconds before it makes its sets and daemonises.

    naive: sempid-dead: the initialiser is gone."""
    initialiser = stage.spawn(name="httpd")
    stage.age(3)
    stage.fresh_second()
    stage.sets(initialiser, "accept", "cache", give_to=WWW)
    initialiser.fork(detach=True).fork(uid=WWW)
    initialiser.exit()


def pass_phrase(stage, seconds):
    initialiser = stage.spawn(name="httpd")
    stage.fresh_second()
    stage.sets(initialiser, "cache", give_to=WWW)
    stage.age(seconds)
    parent = initialiser.fork(detach=True)
    initialiser.exit()
    stage.sets(parent, "accept", give_to=WWW)
    worker = parent.fork(uid=WWW)
    worker.op("accept")


@scenario(USUAL + CLOCKS, seconds=9, accept=USED, cache=DOUBT)
def pass_phrase_before_daemonising(stage):
    """The initialiser makes one set and asks for a pass-phrase; seconds later the daemon makes the set it is busy with.

    naive: sempid-dead, busy-elsewhere: the daemon is younger and has a set of its own."""
    pass_phrase(stage, 4)


@scenario(USUAL + CLOCKS, seconds=75, accept=USED, cache=LIVE)
def pass_phrase_after_a_minute(stage):
    """As before, but the administrator looked for the pass-phrase for more than a minute.

    naive: sempid-dead, busy-elsewhere, minute-younger: a daemon so much younger is another generation's."""
    pass_phrase(stage, 66)


def graceful(stage, seconds):
    parent, worker = daemon(stage, "accept", "cache")
    worker.op("accept")
    stage.age(seconds)
    worker.exit()
    parent.run(actor.remove, "accept")
    stage.sets(parent, "accept", give_to=WWW)
    parent.fork(uid=WWW).op("accept")


@scenario(seconds=9, accept=USED, cache=DOUBT)
def graceful_restart(stage):
    """After `graceful` the daemon's parent has a new busy set beside the old idle one, and only new workers.

    naive: sempid-dead, busy-elsewhere: every worker is busy with a set of a later second."""
    graceful(stage, 3)


@scenario(USUAL + CLOCKS, seconds=75, accept=USED, cache=LIVE)
def graceful_after_a_minute(stage):
    """As before, more than a minute after the start.

    naive: sempid-dead, busy-elsewhere, minute-younger: all workers are a minute younger than the idle set."""
    graceful(stage, 66)


def old_reaper(stage):
    harness = stage.spawn(name="harness")
    harness.run(actor.become_subreaper)
    stage.age(3)
    return harness


def adopted(stage, **fork):
    """An old root process has the worker for a child; of two sets of different seconds the worker uses the newer."""
    initialiser = old_reaper(stage).fork(name="httpd")
    stage.fresh_second()
    stage.sets(initialiser, "cache", give_to=WWW)
    stage.fresh_second()
    stage.sets(initialiser, "accept", give_to=WWW)
    worker = initialiser.fork(**fork)
    worker.run(actor.become, uid=WWW)
    initialiser.exit()
    worker.op("accept")


@scenario(seconds=9, accept=USED, cache=LIVE)
def adopted_by_a_subreaper(stage):
    """A subreaper that is older than the sets adopted the worker, which uses the newer of two sets.

    naive: sempid-dead, busy-elsewhere, family-root: the family's root is older, and busy with another set."""
    adopted(stage, detach=True)


@scenario(seconds=9, accept=LIVE, cache=LIVE)
def root_parent_adopted_by_a_subreaper(stage):
    """A subreaper that is older than the sets adopted the daemon's parent, root, which has no worker at the moment.

    naive: uid-only, sempid-dead, younger-only, family-root: the family's root is older, and nobody has access but root."""
    initialiser = old_reaper(stage).fork(name="httpd")
    stage.fresh_second()
    stage.sets(initialiser, "accept", "cache", give_to=WWW)
    initialiser.fork(detach=True)
    initialiser.exit()


@scenario(seconds=9, accept=USED, cache=LIVE)
def sibling_of_the_initialiser(stage):
    """The worker was cloned with CLONE_PARENT: the old supervisor is its parent from the first moment.

    naive: sempid-dead, busy-elsewhere, family-root: no re-parenting shows."""
    adopted(stage, sibling=True)


@scenario(lock=DOUBT)
def worker_that_was_executed(stage):
    """The worker was executed anew: it has the semid from its environment only.

    naive: sempid-dead: nothing of the initialiser's memory is left."""
    initialiser = stage.spawn(name="httpd")
    stage.sets(initialiser, "lock", give_to=WWW)
    worker = initialiser.fork(detach=True)
    worker.run(actor.execute, "lock")
    worker.run(actor.become, uid=WWW)
    initialiser.exit()


@scenario(lock=DOUBT)
def worker_of_another_session(stage):
    """The worker left the daemon's session and was re-parented; the daemon's parent is dead.

    naive: sempid-dead: neither session nor parent is the daemon's."""
    parent, worker = daemon(stage, "lock")
    worker.fork(detach=True, session=True)
    worker.exit()
    parent.exit()
