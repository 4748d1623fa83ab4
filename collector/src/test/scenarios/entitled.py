"""Who may use a set: owner, creator, group, supplementary group, other, a saved uid, a capability (ipcperms in ipc/util.c)."""

import ctypes
import os
import struct

import actor
import ipc
from handed import make
from inherited import WWW
from table import DOUBT, scenario

USER, FRIEND, GROUP = 4711, 4712, 4799
CAP_IPC_OWNER = 15


def older(stage, **person):
    one = stage.spawn(**person)
    stage.age(3)
    return one


def hand_over(stage, older, group=GROUP, **shape):
    """Root makes a set of the owner USER and this group, tells the older process the id and ends."""
    initialiser = stage.spawn()
    stage.fresh_second()
    stage.sets(initialiser, "lock", **shape)
    initialiser.give("lock", USER, group, shape["mode"])
    initialiser.hand("lock", older)
    initialiser.exit()


@scenario(seconds=9, lock=DOUBT)
def access_by_group(stage):
    """An older process has access by its group only.

    naive: uid-only, sempid-dead: the owner runs nothing."""
    hand_over(stage, older(stage, uid=FRIEND, gid=GROUP), mode=0o660)


@scenario(seconds=9, lock=DOUBT)
def access_by_supplementary_group(stage):
    """An older process has access by a supplementary group only.

    naive: uid-only, sempid-dead: neither the owner nor the group shows in the first columns."""
    hand_over(stage, older(stage, uid=FRIEND, groups=[GROUP]), mode=0o660)


@scenario(seconds=9, lock=DOUBT)
def access_by_the_last_of_many_groups(stage):
    """An older process has access by the last of 2 000 supplementary groups; its status is larger than a page.

    naive: uid-only, sempid-dead: who reads one page of the status does not come so far."""
    hand_over(stage, older(stage, uid=FRIEND, groups=[*range(2_000_000, 2_002_000), 3_000_000]), group=3_000_000, mode=0o660)


@scenario(seconds=9, lock=DOUBT)
def access_by_others(stage):
    """An older process has access because everybody has.

    naive: uid-only, sempid-dead: the owner runs nothing."""
    hand_over(stage, older(stage, uid=FRIEND), mode=0o666)


@scenario(seconds=9, lock=DOUBT)
def access_by_a_saved_uid(stage):
    """An older process of somebody else has the owner's uid as its saved one and can take it back.

    naive: uid-only, sempid-dead: real and effective uid are another's."""
    one = older(stage, uids=(FRIEND, FRIEND, USER))
    hand_over(stage, one, mode=0o600)
    stage.extra_users["lock"] = [one.pid]
    one.run(prove_access_by_the_saved_uid)


def prove_access_by_the_saved_uid():
    os.setresuid(-1, USER, -1)
    assert actor.usable() == ["lock"]
    os.setresuid(-1, FRIEND, USER)


@scenario(seconds=9, lock=DOUBT)
def access_of_the_creator(stage):
    """A user made the set and gave it to another: the creator's uid keeps its access, here with an older process.

    naive: uid-only, sempid-dead: the owner runs nothing."""
    one = older(stage, uid=FRIEND)
    initialiser = stage.spawn(uid=FRIEND)
    make_and_give(stage, initialiser)
    initialiser.hand("lock", one)
    initialiser.exit()


def make_and_give(stage, initialiser):
    stage.fresh_second()
    stage.sets(initialiser, "lock", give_to=USER)


@scenario(lock=DOUBT)
def access_by_a_capability(stage):
    """The daemon's worker is a user without access who kept CAP_IPC_OWNER.

    naive: uid-only, sempid-dead: neither owner nor group nor others."""
    initialiser = stage.spawn(name="httpd")
    make(stage, initialiser, "lock")
    worker = initialiser.fork(detach=True)
    worker.run(keep_one_capability, FRIEND, CAP_IPC_OWNER)
    initialiser.exit()


def keep_one_capability(uid, capability):
    """PR_SET_KEEPCAPS, another uid, then capset: version 3 of the header, effective and permitted."""
    ipc.prctl(8, 1)
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    header = ctypes.create_string_buffer(struct.pack("Ii", 0x20080522, 0))
    ipc.checked(ipc.libc.capset(header, struct.pack("6I", 1 << capability, 1 << capability, 0, 0, 0, 0)))
