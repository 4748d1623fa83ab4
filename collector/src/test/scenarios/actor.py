"""Actors: real processes that play a scenario's parts, and the handles by which a stage directs them.

An actor can operate only on sets it *knows*: those it made, those known to its parent at the fork, those handed to it.
So who can still use a set is not claimed by a scenario but asked of the living: usable() tries a read with the actor's
own credentials. An actor that cannot answer (blocked, stopped, in another namespace) was asked before it fell silent.
"""

import array
import contextlib
import os
import pickle
import signal
import socket
import struct
import sys
import threading
import traceback

import ipc

SCM_CREDENTIALS = 2
MESSAGE = 1 << 17
# One that an unprivileged actor may execute, too, which a home directory's is not.
INTERPRETER = next(filter(os.path.exists, ("/usr/bin/python3", sys.executable)))


class Handle:
    """The stage's end of one actor. The company is the list of all of a stage's handles; forks join it."""

    def __init__(self, control, company):
        self.control = control
        self.company = company
        self.answer_before_silence = None
        self.ended = False
        _, self.pid, _ = receive(control)
        self.descriptor = os.pidfd_open(self.pid)
        company.append(self)

    def run(self, function, *arguments, **options):
        """Runs function(*arguments) inside the actor and returns its result, or raises what it raised."""
        self._send(function, arguments, options)
        (status, result), _, _ = receive(self.control)
        if status != "ok":
            raise RuntimeError(f"actor {self.pid}: {result}")
        return result

    def start(self, function, *arguments, **options):
        """Starts a call that does not come back: the actor is silent from here on."""
        self.fall_silent()
        self._send(function, arguments, options)

    def fall_silent(self):
        self.answer_before_silence = self.usable()

    def fork(self, detach=False, sibling=False, **person):
        """A child with everything this actor knows; detach forks twice, as daemons do. See become() for the person."""
        self._send(fork, (detach, sibling), {})
        (status, result), _, descriptors = receive(self.control)
        if status != "ok":
            raise RuntimeError(f"actor {self.pid} could not fork: {result}")
        child = Handle(socket.socket(fileno=descriptors[0]), self.company)
        if person:
            child.run(become, **person)
        return child

    def create(self, label, **shape):
        return self.run(create, label, **shape)

    def give(self, label, uid, gid=0, mode=0o600):
        self.run(give, label, uid, gid, mode)

    def op(self, label, *deltas, undo=False):
        """Operations one after the other; the default takes the lock and lets it go."""
        self.run(operate, label, deltas or (-1, 1), ipc.SEM_UNDO if undo else 0)

    def wait_on(self, label, delta=-1, call="semop"):
        """Blocks in an operation that cannot succeed now."""
        semid = self.knows()[label]
        self.start(block, label, delta, call)
        ipc.until(lambda: any(ipc.blocked_in(self.pid, tid) == semid for tid in os.listdir(f"/proc/{self.pid}/task")))

    def knows(self):
        return self.run(knows)

    def hand(self, label, other):
        """Tells another actor the id, as a pipe, a file or an argument would."""
        other.run(learn, label, self.knows()[label])

    def usable(self):
        """The labels this actor can operate on, alive as it is; what it last said when it cannot answer any more."""
        if self.ended or not ipc.is_alive(self.pid):
            return []
        return self.answer_before_silence if self.answer_before_silence is not None else self.run(usable)

    def exit(self):
        """An orderly end."""
        with contextlib.suppress(OSError):
            self._send(os._exit, (0,), {})
        self.wait_until_dead()

    def kill(self):
        self.signal(signal.SIGKILL)
        self.wait_until_dead()

    def stop(self):
        self.fall_silent()
        self.signal(signal.SIGSTOP)
        ipc.until(lambda: ipc.state_of(f"/proc/{self.pid}") == "T")

    def signal(self, number):
        """By descriptor, for a pid may be another's by now."""
        signal.pidfd_send_signal(self.descriptor, number)

    def wait_until_dead(self):
        ipc.until(lambda: not ipc.is_alive(self.pid))
        self.ended = True
        self.control.close()

    def _send(self, *call):
        self.control.send(pickle.dumps(call))


def pair():
    """Two ends that keep messages apart and tell the reader the sender's pid in the reader's own PID namespace."""
    ends = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    for end in ends:
        end.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    return ends


def receive(control):
    data, ancillary, _, _ = control.recvmsg(MESSAGE, 256)
    if not data:
        raise EOFError("the other end is gone")
    pid, descriptors = None, array.array("i")
    for _, kind, content in ancillary:
        if kind == SCM_CREDENTIALS:
            pid = struct.unpack("iII", content)[0]
        else:
            descriptors.frombytes(content)
    return pickle.loads(data), pid, descriptors


def begin(control):
    """Turns the calling process into an actor; never returns. Its standard streams must not keep the stage's open."""
    os.closerange(3, control.fileno())
    os.closerange(control.fileno() + 1, 4096)
    nothing = os.open("/dev/null", os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    Process.control = control
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ["ACTOR"] = "1"
    answer(("ok", None))
    serve()


def serve():
    """Obeys until the stage is gone."""
    while True:
        try:
            (function, arguments, options), _, _ = receive(Process.control)
        except (EOFError, OSError):
            os._exit(0)
        try:
            result = function(*arguments, **options)
        except BaseException:
            answer(("error", traceback.format_exc()))
        else:
            if result is not ANSWERED:
                answer(("ok", result))


def answer(message, descriptors=()):
    extra = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))] if descriptors else []
    Process.control.sendmsg([pickle.dumps(message)], extra)


class Process:
    """What an actor has in memory; a fork copies it."""

    control = None
    known = {}
    descriptor = None


ANSWERED = object()


# What follows runs inside actors, by way of Handle.run().

def knows():
    return Process.known


def learn(label, semid):
    Process.known = {**Process.known, label: semid}


def forget(label):
    Process.known = {known: semid for known, semid in Process.known.items() if known != label}


def create(label, key=ipc.IPC_PRIVATE, nsems=1, mode=0o600, values=(1,)):
    """semget and one SETVAL per value: with the defaults what apr_proc_mutex_create does for sysvsem."""
    semid = ipc.semget(key, nsems, ipc.IPC_CREAT | ipc.IPC_EXCL | mode)
    for num, value in enumerate(values):
        ipc.semctl(semid, num, ipc.SETVAL, value)
    learn(label, semid)
    return semid


def give(label, uid, gid, mode):
    ipc.set_owner(Process.known[label], uid, gid, mode)


def setval(label, value, num=0):
    ipc.semctl(Process.known[label], num, ipc.SETVAL, value)


def remove(label):
    ipc.semctl(Process.known[label], 0, ipc.IPC_RMID)


def operate(label, deltas, flags=0, num=0):
    for delta in deltas:
        ipc.semop(Process.known[label], delta, num, flags)


def block(label, delta, call):
    {"semop": ipc.semop, "raw_semop": ipc.raw_semop}[call](Process.known[label], delta)


def usable():
    def readable(semid):
        try:
            return ipc.semctl(semid, 0, ipc.GETVAL) >= 0
        except OSError:
            return False

    return [label for label, semid in Process.known.items() if readable(semid)]


def become(uid=None, gid=None, groups=None, uids=None, name=None, session=False):
    """Another person: one uid for all three, or uids = (real, effective, saved). Root's supplementary groups go."""
    if name:
        ipc.prctl(ipc.PR_SET_NAME, name.encode())
    if session:
        os.setsid()
    if uid is None and gid is None and groups is None and uids is None:
        return
    os.setgroups(groups or [])
    gid = gid if gid is not None else uid if uid is not None else uids[0]
    os.setresgid(gid, gid, gid)
    os.setresuid(*(uids or (uid, uid, uid)))


def fork(detach, sibling):
    mine, theirs = pair()
    pid = ipc.fork_sibling() if sibling else os.fork()
    if pid == 0:
        if detach and os.fork() != 0:
            os._exit(0)
        begin(mine)
    if detach:
        os.waitpid(pid, 0)
    mine.close()
    answer(("ok", None), [theirs.fileno()])
    theirs.close()
    return ANSWERED


def execute(label):
    """exec of the interpreter anew: nothing is kept but the descriptor and an environment that holds the semid."""
    os.set_inheritable(Process.control.fileno(), True)
    os.environ["SEMID"] = f"{label}={Process.known[label]}"
    os.execv(INTERPRETER, [INTERPRETER, "-S", __file__, str(Process.control.fileno())])


def leave_leader():
    """The leader thread exits; the second one plays on."""
    play_on_in_thread()
    ipc.exit_thread()


def leave_leader_idle():
    """The leader does nothing from here on; the second thread plays on."""
    play_on_in_thread()
    threading.Event().wait()


def send_leader_away():
    """The leader leaves for a new IPC namespace; the second thread stays and plays on."""
    stay = threading.Event()
    play_on_in_thread(before=stay.wait)
    ipc.unshare(ipc.CLONE_NEWIPC)
    stay.set()
    threading.Event().wait()


def split_users(leader, thread):
    """The leader becomes one user and idles; the second thread becomes another one and plays on."""
    stay = threading.Event()
    os.setgroups([])
    play_on_in_thread(before=lambda: stay.wait() and ipc.set_thread_user(thread))
    ipc.set_thread_user(leader)
    stay.set()
    threading.Event().wait()


def play_on_in_thread(before=lambda: None):
    def play_on():
        before()
        answer(("ok", None))
        serve()

    threading.Thread(target=play_on, daemon=True).start()


def leave_with_the_key(path="/proc/self/ns/ipc"):
    """Leaves for a new IPC namespace and keeps a descriptor of the old one, by which it can come back."""
    Process.descriptor = os.open(path, os.O_RDONLY)
    ipc.unshare(ipc.CLONE_NEWIPC)
    return Process.descriptor


def become_subreaper():
    ipc.prctl(ipc.PR_SET_CHILD_SUBREAPER, 1)


def reap():
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


if __name__ == "__main__":
    sys.modules["actor"] = sys.modules["__main__"]
    Process.control = socket.socket(fileno=int(sys.argv[1]))
    label, _, semid = os.environ["SEMID"].partition("=")
    learn(label, int(semid))
    answer(("ok", None))
    serve()
