"""Sets whose id went another way than by fork: a pipe, a file, an argument; and sets that are found again later."""

import actor
from inherited import WWW
from table import DOUBT, LIVE, RETURNS, USED, scenario

KEY = 0x5EA


def make(stage, initialiser, *labels, **shape):
    stage.fresh_second()
    stage.sets(initialiser, *labels, give_to=WWW, **shape)
    stage.same_second(*labels)


def older_user(stage, busy):
    """A process of the user from before; busy: with a set of its own, of the same shape."""
    older = stage.spawn(name="older", uid=WWW)
    if busy:
        other = stage.spawn(name="other")
        make(stage, other, "own")
        other.hand("own", older)
        other.exit()
        older.op("own")
    stage.age(3)
    return older


@scenario(seconds=9, gift=DOUBT)
def pipe_to_an_older_process(stage):
    """The initialiser told an older process of the user the id through a pipe, and ended.

    naive: sempid-dead, younger-only: who is older than the set cannot know it."""
    older = older_user(stage, busy=False)
    initialiser = stage.spawn()
    make(stage, initialiser, "gift")
    initialiser.hand("gift", older)
    initialiser.exit()


@scenario(seconds=10, own=USED, gift=LIVE, unused=LIVE)
def pipe_to_an_older_busy_process(stage):
    """As before, and the older process is busy with a set of its own.

    naive: sempid-dead, younger-only, busy-elsewhere: its own set explains what it is there for."""
    older = older_user(stage, busy=True)
    initialiser = stage.spawn()
    make(stage, initialiser, "gift", "unused")
    initialiser.hand("gift", older)
    initialiser.hand("unused", older)
    initialiser.exit()


@scenario(seconds=10, own=USED, gift=LIVE)
def argument_of_an_older_ones_child(stage):
    """An older busy process of the user started a program and gave it the id as an argument.

    naive: sempid-dead, family-root: the family is older, and busy with a set of its own."""
    older = older_user(stage, busy=True)
    initialiser = stage.spawn()
    make(stage, initialiser, "gift")
    initialiser.hand("gift", older)
    initialiser.exit()
    child = older.fork()
    older.run(actor.forget, "gift")
    child.run(actor.forget, "own")
    child.run(actor.execute, "gift")


@scenario(seconds=9, accept=USED, cache=LIVE)
def made_by_a_helper(stage):
    """A daemon lets a helper of root make its second set and tell it the id; the helper ends. Only the first is used.

    naive: sempid-dead, younger-only, busy-elsewhere: the daemon is older than the helper's set, and busy."""
    initialiser = stage.spawn(name="httpd")
    make(stage, initialiser, "accept")
    parent = initialiser.fork(detach=True)
    initialiser.exit()
    worker = parent.fork(uid=WWW)
    worker.op("accept")
    stage.age(3)
    helper = parent.fork()
    make(stage, helper, "cache")
    helper.hand("cache", parent)
    helper.hand("cache", worker)
    helper.exit()


@scenario(seconds=9, gift=DOUBT)
def file_to_a_younger_process(stage):
    """A younger process, no descendant, read the id from a file; the initialiser is dead.

    naive: sempid-dead: no descendant of the initialiser lives."""
    initialiser = stage.spawn()
    make(stage, initialiser, "gift")
    keep = stage.labels["gift"]
    initialiser.exit()
    stage.age(3)
    younger = stage.spawn(uid=WWW)
    younger.run(actor.learn, "gift", keep)


@scenario(seconds=75, own=USED, gift=LIVE)
def file_to_a_much_younger_busy_process(stage):
    """A process more than a minute younger than the set, and busy with its own, read the id from a file.

    naive: sempid-dead, busy-elsewhere, minute-younger: it is another generation and has its own set."""
    initialiser = stage.spawn()
    make(stage, initialiser, "gift")
    initialiser.exit()
    stage.age(66)
    younger = stage.spawn()
    make(stage, younger, "own")
    worker = younger.fork(uid=WWW)
    younger.exit()
    worker.op("own")
    worker.run(actor.learn, "gift", stage.labels["gift"])


@scenario(seconds=9, lock=DOUBT)
def made_by_root_for_an_older_user(stage):
    """Root's program made the set, gave it to a user with IPC_SET, told his older process, and is gone.

    naive: sempid-dead, younger-only: nobody of the creator's runs, and the user's process is older."""
    older = stage.spawn(uid=4711)
    stage.age(3)
    initialiser = stage.spawn()
    stage.fresh_second()
    stage.sets(initialiser, "lock", give_to=4711)
    initialiser.hand("lock", older)
    initialiser.exit()


@scenario(lock=RETURNS)
def keyed_set_whose_program_will_return(stage):
    """A set with a key, all else like Apache's: its program is not running and will find it again.

    naive: uid-only, sempid-dead: nobody is there."""
    initialiser = stage.spawn()
    make(stage, initialiser, "lock", key=KEY)
    initialiser.exit()


@scenario(lock=RETURNS)
def job_that_keeps_the_id_in_a_file(stage):
    """A set without a key whose id a periodic job keeps in a file: between two runs nobody is there.

    naive: uid-only, sempid-dead: nobody is there. With Apache's own shape no reader could tell the two apart, so this set
    has two semaphores."""
    initialiser = stage.spawn()
    make(stage, initialiser, "lock", nsems=2, values=(1, 1))
    initialiser.exit()
