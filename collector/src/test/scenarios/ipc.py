"""The system calls that the scenarios need and Python does not offer: SysV semaphores, namespaces, the exit of one thread.

Every function raises OSError with the kernel's errno. Layouts and numbers: semctl(2), linux/ipcbuf.h.
"""

import ctypes
import os
import platform
import struct
import time

IPC_PRIVATE, IPC_CREAT, IPC_EXCL, IPC_NOWAIT = 0, 0o1000, 0o2000, 0o4000
SEM_UNDO = 0x1000
IPC_RMID, IPC_SET, IPC_STAT = 0, 1, 2
GETPID, GETVAL, GETALL, SETVAL = 11, 12, 13, 16

CLONE_NEWTIME, CLONE_NEWNS, CLONE_NEWIPC = 0x80, 0x20000, 0x8000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_PARENT = 0x10000000, 0x20000000, 0x8000
PR_SET_NAME, PR_SET_CHILD_SUBREAPER = 15, 36
MS_BIND, MS_REC, MS_PRIVATE = 0x1000, 0x4000, 0x40000

# Numbers of calls that glibc hides or replaces: since 2.33 its semop() issues semtimedop.
SYSCALLS = {
    "x86_64": {"semop": 65, "exit": 60, "clone": 56, "setresuid": 117, "setresgid": 119},
    "aarch64": {"semop": 193, "exit": 93, "clone": 220, "setresuid": 147, "setresgid": 149},
}.get(platform.machine(), {})

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long


class Sembuf(ctypes.Structure):
    _fields_ = [("num", ctypes.c_ushort), ("op", ctypes.c_short), ("flg", ctypes.c_short)]


def checked(result):
    if result == -1:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result


def semget(key, nsems, flags):
    return checked(libc.semget(ctypes.c_int(key), nsems, flags))


def semctl(semid, num, command, argument=0):
    return checked(libc.semctl(semid, num, command, ctypes.c_long(argument)))


def semop(semid, delta, num=0, flags=0):
    """One operation on one semaphore; blocks as the kernel does."""
    return checked(libc.semop(semid, ctypes.byref(Sembuf(num, delta, flags)), ctypes.c_size_t(1)))


def raw_semop(semid, delta, num=0, flags=0):
    """The semop system call itself, which a static or an old program issues."""
    return checked(syscall("semop", semid, ctypes.byref(Sembuf(num, delta, flags)), ctypes.c_size_t(1)))


def getall(semid, nsems):
    values = (ctypes.c_ushort * nsems)()
    checked(libc.semctl(semid, 0, GETALL, values))
    return list(values)


def set_owner(semid, uid, gid, mode):
    """IPC_SET. The head of semid_ds, struct ipc64_perm, is the same on all 64-bit machines: key, uid, gid, cuid, cgid, mode."""
    buffer = ctypes.create_string_buffer(256)
    checked(libc.semctl(semid, 0, IPC_STAT, buffer))
    struct.pack_into("II", buffer, 4, uid, gid)
    struct.pack_into("H", buffer, 20, mode)
    checked(libc.semctl(semid, 0, IPC_SET, buffer))


def table():
    """The sets of this IPC namespace, {semid: row}; for one or two reads by a test, see the cost in semctl(2) readers."""
    with open("/proc/sysvipc/sem") as rows:
        names = next(rows).split()
        values = [dict(zip(names, row.split())) for row in rows]
    return {int(row["semid"]): {name: int(value, 8 if name == "perms" else 10) for name, value in row.items()}
            for row in values}


def setns(path, kind):
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        checked(libc.setns(handle, kind))
    finally:
        os.close(handle)


def unshare(kinds):
    checked(libc.unshare(kinds))


def mount(source, target, kind=None, flags=0):
    def text(value):
        return value.encode() if value else None

    checked(libc.mount(text(source), text(target), text(kind), ctypes.c_ulong(flags), None))


def prctl(option, argument):
    checked(libc.prctl(option, argument if isinstance(argument, bytes) else ctypes.c_ulong(argument), 0, 0, 0))


def syscall(name, *arguments):
    return libc.syscall(ctypes.c_long(SYSCALLS[name]), *arguments)


def exit_thread():
    """Ends the calling thread only. Called by the leader it leaves a process that is Z in /proc/PID/stat and yet alive."""
    syscall("exit", ctypes.c_long(0))


def set_thread_user(uid):
    """Another user and group for the calling thread only; the functions of the C library change all threads."""
    for name in "setresgid", "setresuid":
        checked(syscall(name, *[ctypes.c_long(uid)] * 3))


def fork_sibling():
    """fork with CLONE_PARENT, as runc does: the child gets the caller's parent, without ever being re-parented."""
    return syscall("clone", ctypes.c_long(CLONE_PARENT | 17), None, None, None, None)


def is_alive(pid):
    """A process lives as long as one of its threads is neither Z nor X."""
    try:
        return any(state_of(f"/proc/{pid}/task/{tid}") not in "ZX" for tid in os.listdir(f"/proc/{pid}/task"))
    except FileNotFoundError:
        return False


def state_of(directory):
    """The state letter of a process or task, X when it is gone."""
    try:
        with open(f"{directory}/stat", "rb") as stat:
            return stat.read().rpartition(b")")[2].split()[0].decode()
    except (FileNotFoundError, ProcessLookupError):
        return "X"


def blocked_in(pid, tid=None):
    """The semid on which a task waits, or None."""
    try:
        with open(f"/proc/{pid}/task/{tid or pid}/syscall") as call:
            words = call.read().split()
    except OSError:
        return None
    return int(words[1], 16) if words[0] in ("220", "65", "192", "193") else None


def until(condition, seconds=10.0):
    """Waits until the condition is true; a test's only way to wait for somebody else."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"never true: {getattr(condition, '__doc__', None) or condition}")
        time.sleep(0.01)
