"""Users that have not operated yet, but sleep in the kernel until the semaphore lets them on."""

import ctypes
import mmap
import platform

import actor
import ipc
from inherited import daemon
from table import DOUBT, ENTERED, USED, Skip, scenario


@scenario(ENTERED, lock=USED)
def creator_dead_waiter_alive(stage):
    """The creator is dead, a waiter sleeps in semop.

    naive: sempid-dead: the waiter has not operated yet."""
    _, worker = daemon(stage, "lock", values=(0,))
    worker.wait_on("lock")


@scenario(lock=USED)
def waiter_for_zero(stage):
    """A waiter sleeps until the value is zero; the initialiser is dead.

    naive: sempid-dead: waiting for zero is no less use."""
    _, worker = daemon(stage, "lock")
    worker.wait_on("lock", 0)


@scenario(lock=USED)
def waiter_by_the_old_call(stage):
    """The waiter came by the system call semop, where glibc issues semtimedop.

    naive: sempid-dead: the waiter has not operated yet."""
    _, worker = daemon(stage, "lock")
    worker.wait_on("lock", 0, call="raw_semop")


@scenario(lock=USED)
def waiter_is_a_thread(stage):
    """The waiter is a second thread, its leader idles elsewhere.

    naive: sempid-dead: the waiter has not operated yet."""
    _, worker = daemon(stage, "lock")
    worker.run(actor.leave_leader_idle)
    worker.wait_on("lock", 0)


@scenario(lock=USED)
def waiter_on_a_large_id(stage):
    """The waiter's set has an id near the top, where its sequence number fills 31 bits.

    naive: sempid-dead: the waiter has not operated yet."""
    with open("/proc/sys/kernel/sem_next_id", "w") as following:
        following.write(str(0x7FFE0003))
    _, worker = daemon(stage, "lock")
    worker.wait_on("lock", 0)
    assert stage.labels["lock"] == 0x7FFE0003


@scenario(lock=DOUBT)
def waiter_by_the_32_bit_call(stage):
    """The waiter came by the 32-bit system call ipc(2), whose number and arguments are others.

    naive: sempid-dead: the waiter has not operated yet."""
    if platform.machine() != "x86_64":
        raise Skip("needs the 32-bit system calls of x86_64")
    _, worker = daemon(stage, "lock")
    worker.start(wait_by_32_bit_call, "lock")
    ipc.until(lambda: sleeps_in(worker.pid, "117"))


def wait_by_32_bit_call(label):
    """int 0x80 with eax 117 (ipc), ebx 1 (SEMOP), ecx semid, edx nsops, edi the operations, which wait for zero."""
    page = mmap.mmap(-1, 4096, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x40,  # MAP_32BIT
                     mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    address = ctypes.addressof(ctypes.c_char.from_buffer(page))
    code = (b"\x53\xb8" + (117).to_bytes(4, "little") + b"\xbb\x01\0\0\0"
            + b"\xb9" + actor.Process.known[label].to_bytes(4, "little") + b"\xba\x01\0\0\0\x31\xf6"
            + b"\xbf" + (address + 1024).to_bytes(4, "little") + b"\xcd\x80\x5b\xc3")
    page[:len(code)] = code
    page[1024:1030] = bytes(6)
    ctypes.CFUNCTYPE(ctypes.c_long)(address)()


def sleeps_in(pid, number):
    try:
        with open(f"/proc/{pid}/syscall") as call:
            return call.read().split()[0] == number
    except OSError:
        return False
