# Copyright (c) the semtrail project
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

"""Makes real semaphore sets as Apache httpd does: by root, private, one semaphore, mode 600, given to another user."""

import ctypes
import os
import signal
import struct
import time

LIBC = ctypes.CDLL(None, use_errno=True)
IPC_PRIVATE, IPC_RMID, IPC_SET, IPC_STAT, SETVAL = 0, 0, 1, 2, 16


def checked(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def make(uid, key=IPC_PRIVATE, nsems=1, mode=0o600):
    """A new set, initialised by this process, owned by uid."""
    semid = checked(LIBC.semget(key, nsems, 0o1000 | mode))
    for n in range(nsems):
        checked(LIBC.semctl(semid, n, SETVAL, ctypes.c_long(1)))
    if uid:
        status = ctypes.create_string_buffer(256)
        checked(LIBC.semctl(semid, 0, IPC_STAT, status))
        # struct ipc64_perm: key, then uid and gid of the owner.
        struct.pack_into("II", status, 4, uid, uid)
        checked(LIBC.semctl(semid, 0, IPC_SET, status))
    return semid


def operate(semid, op):
    checked(LIBC.semop(semid, struct.pack("Hhh", 0, op, 0), 1))


def exists(semid):
    return LIBC.semctl(semid, 0, IPC_STAT, ctypes.create_string_buffer(256)) >= 0


def fresh_second():
    """Waits for the beginning of a second, so that what follows at once has one ctime, as a start of a server has."""
    time.sleep(1.005 - time.time() % 1.0)


def start(uid, count):
    """The sets of one start. The spare one leaves a hole in the table, as the first process of httpd does."""
    fresh_second()
    spare = make(0)
    sets = [make(uid) for _number in range(count)]
    checked(LIBC.semctl(spare, 0, IPC_RMID))
    return sets


def leak(uid, count):
    """Sets whose maker is dead: a server that was killed."""
    return by_a_dead_one(lambda: start(uid, count))


def by_a_dead_one(make_sets):
    """The sets that a process made that is no more."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.write(writer, " ".join(str(semid) for semid in make_sets()).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as ids:
        told = ids.read()
    os.waitpid(pid, 0)
    return [int(word) for word in told.split()]


def serve(uid, count):
    """Sets of a living server: one process holds each and another waits for it. Returns its pid and the sets."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        sets = start(uid, count)
        os.setgid(uid)
        os.setuid(uid)
        for semid in sets:
            operate(semid, -1)
            if os.fork() == 0:
                os.close(writer)
                operate(semid, -1)
                os._exit(0)
        os.write(writer, " ".join(str(semid) for semid in sets).encode())
        os.close(writer)
        signal.pause()
    os.close(writer)
    with os.fdopen(reader) as ids:
        return pid, [int(word) for word in ids.read().split()]


if __name__ == "__main__":
    print(make(0), flush=True)
    signal.pause()
