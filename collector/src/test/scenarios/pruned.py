"""Sets that change when they are already condemned. The commands change the set `cache`: a removal must keep it."""

import actor
from dead import crash
from inherited import WWW
from table import PRESUMED, scenario


@scenario(("entered", "inside"), seconds=9, accept=PRESUMED, cache=PRESUMED)
def condemned(stage):
    """Sets of unknown software whose processes are dead; on command one is removed, given away, made anew, awaited, used.

    naive: timid: nothing is certain."""
    bystander = stage.spawn(name="bystander")
    stage.age(3)
    crash(stage, "accept", "cache", nsems=2, values=(1, 1))
    semid = stage.labels["cache"]
    changes = {
        "remove": lambda: bystander.run(actor.remove, "cache"),
        "chown": lambda: bystander.give("cache", WWW + 1),
        "recreate": lambda: recreate(bystander, semid),
        "await": lambda: bystander.wait_on("cache", 0),
        "operate": lambda: bystander.op("cache"),
    }
    stage.commands = {name: lambda change=change: (bystander.run(actor.learn, "cache", semid), change())
                      for name, change in changes.items()}


def recreate(one, semid):
    """Another set with the same id, as sem_next_id allows; else ids come back only after a long time."""
    one.run(actor.remove, "cache")
    with open("/proc/sys/kernel/sem_next_id", "w") as following:
        following.write(str(semid))
    made = one.create("cache", nsems=2, values=(1, 1))
    one.give("cache", WWW, WWW)
    assert made == semid, f"{made} instead of {semid}"
