package org.semtrail.agent.emit;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A shared memory segment was controlled: read, set, removed. */
@Name("org.semtrail.ShmControl")
@Label("shmctl")
@Description("A shared memory segment was read, set or removed (shmctl)")
@Category({"semtrail", "Shared memory"})
@StackTrace
final class ShmControl extends CallEvent {
    @Label("Segment")
    @Description("Id of the segment")
    int shmid;

    @Label("Command")
    @Description("The command's name, or its number")
    String command;

    @Label("Command number")
    @Description("The command as it was passed")
    int commandNumber;

    @Override
    void take(Call call) {
        shmid = (int) call.argument(0);
        command = Commands.ofShm((int) call.argument(1));
        commandNumber = (int) call.argument(1);
    }
}
