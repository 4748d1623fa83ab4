# Copyright (c) the semtrail project
# SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later

"""A host in namespaces of its own, with real semaphores and the real collector, and Ansible that reaches it."""

import json
import os
import shutil
import subprocess
import sys

import pytest

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
# The Python of the host, which may be older than Ansible's: another one is put below /opt, for everybody to run.
TARGET = os.environ.get("TARGET_PYTHON", "")
PYTHON = "/opt/python/bin/" + os.path.basename(TARGET) if TARGET else "/usr/bin/python3"


ANSIBLE = os.environ.get("ANSIBLE_BIN", os.path.dirname(sys.executable))

# What each host has for itself; all else is this machine's.
OWN_FOLDERS = ("/etc/sysctl.d", "/opt", "/usr/local/bin", "/var/lib/semtrail", "/var/log")


def pytest_configure(config):
    config.addinivalue_line("markers", "any_core: what it shows does not depend on the version of Ansible")


class Host:
    """Namespaces for IPC, processes and mounts; modules run inside of them as if by a login from outside."""

    def __init__(self, folder):
        self.folder = str(folder)
        self.process = subprocess.Popen(
            ["unshare", "--ipc", "--pid", "--mount", "--fork", "--kill-child", "--mount-proc",
             "sh", "-c", "mkdir -p /var/lib/semtrail && for folder in %s; do mount -t tmpfs t $folder || exit 1; done;"
             " exec \"$@\"" % " ".join(OWN_FOLDERS), "stage",
             "/usr/bin/python3", os.path.join(HERE, "stage.py")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._answer()
        with open("/proc/%d/task/%d/children" % (self.process.pid, self.process.pid)) as children:
            self.pid = int(children.read())
        if TARGET:
            self.run("mkdir /opt/python && mount --bind %s /opt/python" % os.path.dirname(os.path.dirname(TARGET)))
        self.python = self._wrapper("python", "")
        self.python_of_nobody = self._wrapper("python-of-nobody", "setpriv --reuid 65534 --regid 65534 --clear-groups")

    def _wrapper(self, name, user):
        """An interpreter that runs modules in the namespaces."""
        path = os.path.join(self.folder, name)
        with open(path, "w") as f:
            f.write("""#!/bin/sh
export LD_LIBRARY_PATH={libraries}
# A job that Ansible left running in there starts another: it is in the namespaces already.
[ -e /proc/{pid}/ns/ipc ] || exec {python} "$@"
exec nsenter --target {pid} --ipc --pid --mount {user} {python} "$@"
""".format(libraries="/opt/python/lib" if TARGET else "", pid=self.pid, python=PYTHON, user=user))
        os.chmod(path, 0o755)
        return path

    def order(self, order, **arguments):
        """Has the stage do something in the host."""
        self.process.stdin.write(json.dumps(dict(arguments, order=order)) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError("the stage fell silent")
        return json.loads(line)

    def install(self, collector):
        """Puts the collector where the role puts it."""
        self.run("mkdir /opt/semtrail && mount --bind %s /opt/semtrail" % collector)
        self.run("ln -s /opt/semtrail/semtrail /usr/local/bin/semtrail")

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
            [os.path.join(ANSIBLE, "ansible-playbook"), path, "-i", "host,", "-c", "local", "--diff",
             "-e", "ansible_python_interpreter=" + (python or self.python)] + (["--check"] if check else []),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=300,
            env=dict(os.environ, RESULTS_FILE=results, ANSIBLE_CALLBACK_PLUGINS=os.path.join(HERE, "callbacks"),
                     ANSIBLE_CALLBACKS_ENABLED="results", ANSIBLE_NOCOLOR="1", ANSIBLE_PIPELINING="1"))
        screen = done.stdout.decode("utf-8", "surrogateescape")
        with open(results, encoding="utf-8") as f:
            told = [json.loads(line) for line in f]
        assert told, screen
        return told, screen

    def left(self, sets):
        """Which of these sets there are."""
        return self.order("left", sets=sets)["sets"]

    def read(self, path):
        return self.order("read", path=path)["text"]

    def write(self, path, text):
        self.order("write", path=path, text=text)

    def run(self, command):
        return self.order("run", command=command)["text"]

    def script(self, lines):
        """An executable in the host, from lines of shell."""
        self.write("/var/lib/semtrail/script", "#!/bin/sh\n" + lines + "\n")
        self.run("chmod 755 /var/lib/semtrail/script")
        return "/var/lib/semtrail/script"

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


@pytest.fixture(scope="session")
def collector(tmp_path_factory):
    """The files of an installation; one for all hosts, for the first start takes seconds."""
    folder = tmp_path_factory.mktemp("collector")
    os.chmod(str(folder), 0o755)
    subprocess.run([os.path.join(PROJECT, "semtrail"), "--version"], check=True, stdout=subprocess.DEVNULL)
    (folder / "lib").mkdir()
    shutil.copy(os.path.join(PROJECT, "semtrail"), str(folder))
    shutil.copy(os.path.join(PROJECT, "collector", "target", "semtrail.jar"), str(folder / "lib"))
    return str(folder)


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A host without semtrail, for all tests of a file."""
    yield from made(tmp_path_factory)


@pytest.fixture(scope="module")
def host(tmp_path_factory, collector):
    """A host with semtrail, for all tests of a file."""
    for one in made(tmp_path_factory):
        one.install(collector)
        yield one


def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("host")
    os.chmod(str(folder), 0o755)
    os.chmod(str(folder.parent), 0o755)
    one = Host(folder)
    try:
        yield one
    finally:
        one.close()
