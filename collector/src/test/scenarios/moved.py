"""Times that prove nothing: ctime moved by a third party (IPC_SET, SETVAL). Steps of the clock are readers, see table.py."""

import actor
from inherited import WWW, daemon
from table import DOUBT, LIVE, USED, scenario


def touched(stage, *labels, how, removed=()):
    """A daemon that is busy with its first set; seconds later a program of root touches others and ends."""
    parent, worker = daemon(stage, "accept", *removed, *labels)
    for label in removed:
        parent.run(actor.remove, label)
        del stage.labels[label]
    worker.op("accept")
    stage.age(3)
    stage.fresh_second()
    third_party(stage, labels, how)
    worker.op("accept")


def third_party(stage, labels, how):
    one = stage.spawn(name="admin")
    for label in labels:
        one.run(actor.learn, label, stage.labels[label])
        how(one, label)
    one.exit()
    stage.same_second(*labels)


def chown_again(one, label):
    one.give(label, WWW, WWW)


def set_again(one, label):
    one.run(actor.setval, label, 1)


@scenario(seconds=9, accept=USED, cache=LIVE)
def chowned_later(stage):
    """IPC_SET by a third party moved the last set's ctime past the start of the daemon that holds it.

    naive: sempid-dead, younger-only, busy-elsewhere: the daemon is older than the set, and busy with another."""
    touched(stage, "cache", how=chown_again)


@scenario(seconds=9, accept=USED, cache=LIVE)
def set_later(stage):
    """SETVAL by a third party moved the last set's ctime and replaced its sempid; ids and times are in order.

    naive: sempid-dead, younger-only, busy-elsewhere: a set of a later second, its initialiser dead."""
    touched(stage, "cache", how=set_again)


@scenario(seconds=9, accept=USED, cache=LIVE, rewrite=LIVE)
def most_sets_set_later(stage):
    """As before, of three sets the two last: more than were left alone.

    naive: sempid-dead, younger-only, busy-elsewhere: a whole start of a later second."""
    touched(stage, "cache", "rewrite", how=set_again)


@scenario(seconds=9, accept=USED, cache=LIVE)
def set_later_beyond_a_gap(stage):
    """As before, and a dozen sets between the two were removed meanwhile.

    naive: sempid-dead, younger-only, busy-elsewhere: not even a neighbour in the table."""
    touched(stage, "cache", how=set_again, removed=[f"removed{number}" for number in range(12)])


@scenario(seconds=9, accept=USED, cache=LIVE, rewrite=LIVE)
def most_sets_set_later_beyond_a_gap(stage):
    """As before, of three sets the two last.

    naive: sempid-dead, younger-only, busy-elsewhere: a whole start of a later second, far away in the table."""
    touched(stage, "cache", "rewrite", how=set_again, removed=[f"removed{number}" for number in range(12)])


@scenario(seconds=9, first=DOUBT, accept=USED)
def set_later_out_of_order(stage):
    """SETVAL by a third party on the first of two sets: its ctime is later than that of the set made after it.

    naive: sempid-dead, younger-only, busy-elsewhere: the daemon is older than the set."""
    _, worker = daemon(stage, "first", "accept")
    stage.age(3)
    stage.fresh_second()
    third_party(stage, ["first"], set_again)
    worker.op("accept")


@scenario(seconds=9, accept=DOUBT, cache=LIVE)
def all_set_later(stage):
    """A third party set all sets of a live daemon anew, in one second; nobody has operated since.

    naive: sempid-dead, younger-only: one start of one dead initialiser, younger than every process."""
    daemon(stage, "accept", "cache")
    stage.age(3)
    stage.fresh_second()
    third_party(stage, ["accept", "cache"], set_again)


@scenario(seconds=9, accept=LIVE, cache=LIVE)
def chowned_later_and_only_the_root_parent_left(stage):
    """IPC_SET moved the times of a daemon's sets past its start, and at the moment it has no worker.

    naive: uid-only, sempid-dead, younger-only: root alone, and older than the sets; but it is younger than their
    initialiser, whose pid they still show."""
    _, worker = daemon(stage, "accept", "cache")
    worker.exit()
    stage.age(3)
    stage.fresh_second()
    third_party(stage, ["accept", "cache"], chown_again)
