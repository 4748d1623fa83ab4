# Copyright (c) the semtrail project
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

"""The first process of a host that the tests make: plays servers, one order a line, until stdin ends."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import semaphores

# A set is judged by whether it is older than a process; two seconds are grace, and ctime is cut to seconds.
OLDER = 3.2


def leak(uid=33, count=2):
    return dict(sets=semaphores.leak(uid, count))


def serve(uid=33, count=2):
    pid, sets = semaphores.serve(uid, count)
    return dict(pid=pid, sets=sets)


def hold(name):
    """A program of this name, which any user may choose, that made a set and lives."""
    program = os.path.join("/var/lib/semtrail", name)
    shutil.copy(os.path.realpath(sys.executable), program)
    process = subprocess.Popen([program, semaphores.__file__], stdout=subprocess.PIPE, text=True)
    return dict(pid=process.pid, sets=[int(process.stdout.readline())])


def many(count):
    """Sets of as many users."""
    return dict(sets=[semaphores.make(20000 + n) for n in range(count)])


def keyed(uid=33, key=0x4711):
    """A set with a key, of a program that is gone and finds it again at its next start."""
    return dict(sets=semaphores.by_a_dead_one(lambda: [semaphores.make(uid, key=key)]))


def left(sets):
    """Which of these sets there are."""
    return dict(sets=[semid for semid in sets if semaphores.exists(semid)])


def age():
    """Lets everybody become older than whatever comes next. Nothing but time makes them older."""
    time.sleep(OLDER)
    return {}


def write(path, text):
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    return {}


def read(path):
    with open(path, encoding="utf-8") as f:
        return dict(text=f.read())


def run(command):
    """A command of a shell in this host."""
    done = subprocess.run(command, shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return dict(rc=done.returncode, text=done.stdout)


ORDERS = dict((order.__name__, order) for order in (leak, serve, hold, many, keyed, left, age, write, read, run))


def reap(*_args):
    """PID 1 is everybody's last parent."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def main():
    print(json.dumps({}), flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        print(json.dumps(ORDERS[order.pop("order")](**order)), flush=True)
        if os.getpid() == 1:
            reap()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    main()
