"""Full tables and busy hosts: what is true of one set must be true among many, and while they change."""

import os
import random
import select
import time

import actor
import ipc
from inherited import WWW, daemon
from table import DOUBT, USED, scenario

SEMMNI = 32000
CROWD = 100


@scenario(("entered", "nobody"), seconds=8, heavy=True, accept=USED, cache=DOUBT)
def full_table(stage):
    """A live daemon's sets among 32 000 that its user leaked, as many as the kernel's default allows."""
    _, worker = daemon(stage, "accept", "cache")
    worker.op("accept")
    leaker = stage.spawn(uid=WWW)
    leaker.run(leak, SEMMNI - 2)
    leaker.exit()


def leak(count):
    for _ in range(count):
        ipc.semctl(ipc.semget(ipc.IPC_PRIVATE, 1, 0o600), 0, ipc.SETVAL, 1)


@scenario(("entered", "inside"), seconds=7, heavy=True, accept=USED, cache=DOUBT)
def table_that_changes_while_it_is_read(stage):
    """A live daemon's sets while a hundred processes make, use and remove others, and end."""
    _, worker = daemon(stage, "accept", "cache")
    worker.op("accept")
    ringleader = stage.spawn(uid=WWW)
    ringleader.start(riot, CROWD)


def riot(people):
    """Keeps so many processes at it; each lives for a second or two. Ends, with them, when the stage is gone."""
    hangup = select.poll()
    hangup.register(actor.Process.control, select.POLLHUP)
    living = 0
    while not hangup.poll(0):
        while living < people:
            if os.fork() == 0:
                disturb(hangup, time.monotonic() + random.uniform(0.5, 2))
            living += 1
        os.wait()
        living -= 1
    os._exit(0)


def disturb(hangup, until):
    while time.monotonic() < until and not hangup.poll(random.randint(5, 40)):
        semid = ipc.semget(ipc.IPC_PRIVATE, random.randint(1, 3), 0o600)
        ipc.semctl(semid, 0, ipc.SETVAL, 1)
        ipc.semop(semid, -1, flags=random.choice((0, ipc.SEM_UNDO)))
        if random.random() < 0.95:
            ipc.semctl(semid, 0, ipc.IPC_RMID)
    os._exit(0)
