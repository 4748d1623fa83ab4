package org.semtrail.agent.emit;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A semaphore set was controlled: read, set, removed. */
@Name("org.semtrail.SemControl")
@Label("semctl")
@Description("A semaphore set was read, set or removed (semctl)")
@Category({"semtrail", "Semaphores"})
@StackTrace
final class SemControl extends CallEvent {
    @Label("Semaphore set")
    @Description("Id of the set")
    int semid;

    @Label("Semaphore")
    @Description("Number of the semaphore in the set")
    int semnum;

    @Label("Command")
    @Description("The command's name, or its number")
    String command;

    @Label("Command number")
    @Description("The command as it was passed")
    int commandNumber;

    @Label("Argument")
    @Description("The fourth argument: a value or an address, by the command")
    long argument;

    @Override
    void take(Call call) {
        semid = (int) call.argument(0);
        semnum = (int) call.argument(1);
        command = Commands.ofSem((int) call.argument(2));
        commandNumber = (int) call.argument(2);
        // A value is an int; as part of a union it may have come with more.
        argument = command.equals("SETVAL") ? (int) call.argument(3) : call.argument(3);
    }
}
