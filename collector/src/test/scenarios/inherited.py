"""Sets that are known by inheritance: the initialiser is gone, what was forked from it lives on.

Unless a row says otherwise, sets have the shape of Apache's (key 0, one semaphore, mode 0600, made by root and given to the
user), because for no other shape a verdict without a trace may be `orphan`, so only these rows can show the mistake.
"""

import ctypes
import mmap
import os
import platform
import select

import actor
import ipc
from table import ALIVE, BLIND, CLOCKS, DOUBT, ENTERED, LIVE, RETURNS, USED, USUAL, Skip, scenario

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


@scenario(accept=DOUBT, cache=DOUBT)
def name_that_reads_like_a_zombie(stage):
    """The daemon's only process has a name that ends the name field of /proc/PID/stat early and continues as a zombie's.

    naive: sempid-dead: and who parses up to the first parenthesis takes everybody for dead."""
    parent, worker = daemon(stage, "accept", "cache")
    worker.run(actor.become, name=") Z 1 1 1 1 (")
    parent.exit()


@scenario(accept=DOUBT, cache=DOUBT)
def very_large_uid(stage):
    """The user's number does not fit a signed int, as numbers of directory services and user namespaces may not.

    naive: sempid-dead: nobody of a negative uid runs."""
    daemon(stage, "accept", "cache", uid=4_100_000_000)


@scenario(accept=DOUBT, cache=DOUBT)
def stopped(stage):
    """The whole daemon is stopped.

    naive: sempid-dead: nobody runs, but everybody may go on."""
    parent, worker = daemon(stage, "accept", "cache")
    helper = parent.fork(uid=WWW)
    helper.op("accept")
    helper.exit()
    worker.stop()
    parent.stop()


@scenario(accept=DOUBT, cache=DOUBT)
def leader_thread_exited(stage):
    """The daemon's only process has lost its leader thread: /proc says Z, other threads live.

    naive: uid-only, sempid-dead: a zombie uses nothing."""
    parent, worker = daemon(stage, "accept", "cache")
    lose_leader(worker)
    parent.exit()


@scenario(lock=ALIVE)
def leader_of_the_initialiser_exited(stage):
    """The initialiser itself lives on in a second thread, its leader exited.

    naive: uid-only, sempid-dead: the initialiser is Z."""
    initialiser = stage.spawn(name="httpd")
    stage.sets(initialiser, "lock", give_to=WWW)
    initialiser.run(actor.become, uid=WWW)
    lose_leader(initialiser)


def lose_leader(one):
    one.run(actor.leave_leader)
    ipc.until(lambda: ipc.state_of(f"/proc/{one.pid}") == "Z")


@scenario(lock=RETURNS)
def never_the_same_pid(stage):
    """The only user forks itself on and on, each time its parent ends: whoever lists processes opens dead ones.

    naive: uid-only, sempid-dead: every process seen in the listing was gone when it was read."""
    parent, worker = daemon(stage, "lock")
    worker.start(hop)
    parent.exit()


@scenario(**{f"lock{user}": RETURNS for user in range(4)})
def never_the_same_pids(stage):
    """Four users each fork themselves on and on: one is always between two processes while /proc is listed.

    naive: uid-only, sempid-dead: every process seen in the listing was gone when it was read."""
    initialiser = stage.spawn(name="httpd")
    stage.fresh_second()
    for user in range(4):
        stage.sets(initialiser, f"lock{user}", give_to=WWW + 1 + user)
    parent = initialiser.fork(detach=True)
    initialiser.exit()
    for user in range(4):
        parent.fork(uid=WWW + 1 + user).start(hop)
    parent.exit()


def hop():
    while not select.select([actor.Process.control], [], [], 0.01)[0]:
        if os.fork():
            os._exit(0)
    os._exit(0)
