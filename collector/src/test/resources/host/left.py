"""Leaves POSIX objects behind: left.py FOLDER. Its maker is dead when FOLDER/pid is there, with the pid of a neighbour.

The neighbour lives in a mount and an IPC namespace of its own, where it has a /dev/shm and a /dev/mqueue of its own. Of the
objects outside it has one mapped, one open and one queue open; in its own place the same names stand for others. What is
called dead nobody holds. It lets go of all when the file FOLDER/let-go appears, and lives on.
"""

import ctypes
import mmap
import os
import sys
import time

CLONE_NEWNS, CLONE_NEWIPC, MS_REC, MS_PRIVATE = 0x20000, 0x8000000, 0x4000, 0x40000
libc = ctypes.CDLL(None, use_errno=True)
libc.sem_open.restype = ctypes.c_void_p


def checked(result):
    if result in (-1, None):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def mount(source, target, kind, flags=0):
    checked(libc.mount(source, target, kind, ctypes.c_ulong(flags), None))


def in_a_child(work):
    if os.fork() == 0:
        work()
        os._exit(0)
    if os.wait()[1]:
        sys.exit("a maker failed")


def make():
    for name in "dead", "mapped", "open":
        fd = os.open("/dev/shm/" + name, os.O_CREAT | os.O_RDWR, 0o600)
        os.ftruncate(fd, 4096)
        checked(libc.sem_open(b"/" + name.encode(), os.O_CREAT, 0o600, 1))
        checked(libc.mq_open(b"/" + name.encode(), os.O_CREAT | os.O_RDWR, 0o600, None))


def hold(name):
    """Maps the memory and the semaphore, and has the queue open."""
    with open("/dev/shm/" + name, "r+b") as memory:
        mapped = mmap.mmap(memory.fileno(), 4096)
    return mapped, libc.sem_open(b"/" + name.encode(), 0), checked(libc.mq_open(b"/" + name.encode(), os.O_RDWR))


def neighbour(folder):
    mapped = hold("mapped")
    opened = os.open("/dev/shm/open", os.O_RDWR)
    checked(libc.unshare(CLONE_NEWNS | CLONE_NEWIPC))
    mount(b"none", b"/", None, MS_REC | MS_PRIVATE)
    mount(b"tmpfs", b"/dev/shm", b"tmpfs")
    mount(b"mqueue", b"/dev/mqueue", b"mqueue")
    in_a_child(make)
    own = hold("open")
    with open(folder + "/pid.new", "w") as said:
        said.write(str(os.getpid()))
    os.rename(folder + "/pid.new", folder + "/pid")
    while not os.path.exists(folder + "/let-go"):
        time.sleep(0.05)
    for memory, semaphore, queue in mapped, own:
        memory.close()
        libc.sem_close(ctypes.c_void_p(semaphore))
        libc.mq_close(queue)
    os.close(opened)
    os.rename(folder + "/let-go", folder + "/gone")
    time.sleep(3600)


in_a_child(make)
neighbour(sys.argv[1])
