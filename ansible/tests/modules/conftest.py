# Copyright (c) the semtrail project
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

"""A host in namespaces of its own, with real semaphores and the real collector, and Ansible that reaches it."""

import json
import os
import shlex
import subprocess
import sys

import pytest

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
COLLECTOR = os.environ.get("SEMTRAIL", os.path.join(PROJECT, "semtrail"))


class Host:
    """Namespaces for IPC, processes and mounts; modules run inside of them as if by a login from outside."""

    def __init__(self, folder, ansible):
        self.folder = str(folder)
        self.ansible = ansible
        self.process = subprocess.Popen(
            ["unshare", "--ipc", "--pid", "--mount", "--fork", "--kill-child", "--mount-proc",
             "sh", "-c", "mount -t tmpfs t /etc/sysctl.d && mkdir -p /var/lib/semtrail && mount -t tmpfs t /var/lib/semtrail"
             " && mount -t tmpfs t /usr/local/bin && exec \"$@\"", "stage",
             "/usr/bin/python3", os.path.join(HERE, "stage.py")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._answer()
        with open("/proc/%d/task/%d/children" % (self.process.pid, self.process.pid)) as children:
            pid = int(children.read())
        self.python = self._wrapper("python", "nsenter --target %d --ipc --pid --mount %%s /usr/bin/python3" % pid)

    def _wrapper(self, name, command):
        """An interpreter for modules that runs them in the namespaces, as root or (setpriv) as nobody."""
        path = os.path.join(self.folder, name)
        with open(path, "w") as f:
            f.write('#!/bin/sh\nexec %s "$@"\n' % (command % ""))
        os.chmod(path, 0o755)
        self.command = command
        return path

    def as_nobody(self):
        """Another interpreter, for one call."""
        path = os.path.join(self.folder, "python-nobody")
        with open(path, "w") as f:
            f.write('#!/bin/sh\nexec %s "$@"\n' % (
                self.command % "setpriv --reuid 65534 --regid 65534 --clear-groups"))
        os.chmod(path, 0o755)
        return path

    def order(self, name, **arguments):
        """Has the stage do something in the host."""
        self.process.stdin.write(json.dumps(dict(arguments, order=name)) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError("the stage fell silent")
        return json.loads(line)

    def install(self):
        """Puts the collector where the role puts it."""
        self.order("run", command="ln -s %s /usr/local/bin/semtrail" % shlex.quote(COLLECTOR))

    def module(self, name, check=False, python=None, environment=None, **arguments):
        """Runs a module in the host and returns its result."""
        tasks = [{"semtrail.ipc." + name: arguments}]
        return self.play([self.playing(tasks, environment)], check=check, python=python)[-1]

    @staticmethod
    def playing(tasks, environment=None, **more):
        """A play; SEMTRAIL_ALONE because nobody outside of a host's PID namespace shares its semaphores."""
        return dict(dict(hosts="all", gather_facts=False, tasks=tasks,
                         environment=dict({"SEMTRAIL_ALONE": "yes"}, **(environment or {}))), **more)

    def play(self, plays, **how):
        """Runs plays in the host and returns the result of each task."""
        return self.played(plays, **how)[0]

    def played(self, plays, check=False, python=None):
        """The results, and what a person saw."""
        path = os.path.join(self.folder, "play.json")
        results = os.path.join(self.folder, "results")
        with open(path, "w", encoding="utf-8") as f:
            json.dump(plays, f)
        open(results, "w").close()
        done = subprocess.run(
            [os.path.join(self.ansible, "ansible-playbook"), path, "-i", "host,", "-c", "local", "--diff",
             "-e", "ansible_python_interpreter=" + (python or self.python)] + (["--check"] if check else []),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=120,
            env=dict(os.environ, RESULTS_FILE=results, ANSIBLE_CALLBACK_PLUGINS=os.path.join(HERE, "callbacks"),
                     ANSIBLE_CALLBACKS_ENABLED="results", ANSIBLE_NOCOLOR="1", ANSIBLE_RETRY_FILES_ENABLED="0"))
        screen = done.stdout.decode("utf-8", "surrogateescape")
        with open(results, encoding="utf-8") as f:
            told = [json.loads(line) for line in f]
        assert told, screen
        return told, screen

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=20)


@pytest.fixture(scope="session", autouse=True)
def collections(tmp_path_factory):
    """The collection where Ansible finds it."""
    folder = tmp_path_factory.mktemp("collections")
    os.chmod(str(folder), 0o755)
    named = folder / "ansible_collections" / "semtrail"
    named.mkdir(parents=True)
    (named / "ipc").symlink_to(os.path.dirname(os.path.dirname(HERE)))
    os.environ["ANSIBLE_COLLECTIONS_PATH"] = str(folder)


@pytest.fixture
def host(tmp_path):
    """A host without semtrail."""
    made = Host(tmp_path, os.environ.get("ANSIBLE_BIN", os.path.dirname(sys.executable)))
    os.chmod(str(tmp_path), 0o755)
    yield made
    made.close()


@pytest.fixture
def installed(host):
    """A host with semtrail."""
    host.install()
    return host
