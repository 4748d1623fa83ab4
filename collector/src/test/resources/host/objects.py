"""Makes one of each IPC object, says "ready", holds them until its standard input ends."""

import ctypes
import mmap
import os
import struct
import sys
import threading
import time

libc = ctypes.CDLL(None, use_errno=True)
libc.sem_open.restype = libc.shmat.restype = ctypes.c_void_p
libc.sem_wait.argtypes = [ctypes.c_void_p]


def checked(result):
    if result in (-1, None):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def semaphore(name, value):
    return checked(libc.sem_open(name, os.O_CREAT, 0o600, value))


def memory(name, size):
    fd = os.open(b"/dev/shm/" + name, os.O_CREAT | os.O_RDWR, 0o600)
    os.ftruncate(fd, size)
    return fd


def named_semaphores():
    semaphore(b"/jobs", 5)
    busy = semaphore(b"/busy", 0)
    for _ in range(3):
        threading.Thread(target=lambda: libc.sem_wait(busy), daemon=True).start()
    semaphore(b"/gone", 7)
    libc.sem_unlink(b"/gone")
    with open("/dev/shm/sem.odd", "wb") as odd:
        odd.write(b"x" * 32)
    os.mkfifo("/dev/shm/sem.fifo")


def named_memory():
    mapped = memory(b"mapped", 8192)
    keep.append(mmap.mmap(mapped, 8192))
    os.close(mapped)
    memory(b"open \x1b[31m\xff\nname", 4096)
    memory(b"dropped", 12288)
    os.unlink("/dev/shm/dropped")
    os.close(memory(b"left", 100))


def segments():
    keyed = checked(libc.shmget(-1412567295, 8192, 0o1600))
    private = checked(libc.shmget(0, 4096, 0o1666))
    checked(libc.shmget(0, 5000, 0o1600))
    for shmid in (keyed, keyed, private):
        checked(libc.shmat(shmid, None, 0))
    checked(libc.shmctl(private, 0, None))


def queues():
    queue = checked(libc.msgget(0x1234, 0o1600))
    checked(libc.msgsnd(queue, struct.pack("l5s", 1, b"hello"), 5, 0))
    idle = checked(libc.msgget(0x4321, 0o1600))
    if os.fork() == 0:
        libc.msgrcv(idle, ctypes.create_string_buffer(100), 90, 0, 0)
        os._exit(0)
    orders = checked(libc.mq_open(b"/orders", os.O_CREAT | os.O_RDWR, 0o600, None))
    checked(libc.mq_send(orders, b"abc", 3, 0))


keep = []
named_semaphores()
named_memory()
segments()
queues()
time.sleep(0.3)
print(os.getpid(), flush=True)
sys.stdin.read()
