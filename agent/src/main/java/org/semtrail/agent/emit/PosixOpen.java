package org.semtrail.agent.emit;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A named POSIX object was opened or made. */
@Name("org.semtrail.PosixOpen")
@Label("POSIX open")
@Description("A named POSIX object was opened or made (sem_open, shm_open, mq_open)")
@Category({"semtrail", "POSIX objects"})
@StackTrace
final class PosixOpen extends CallEvent {
    private static final int O_CREAT = 0100;

    @Label("Name")
    @Description("Name of the object")
    String name;

    @Label("Open flags")
    @Description("O_CREAT, O_EXCL and the like")
    int oflag;

    @Label("Mode")
    @Description("Permissions of a made object")
    int mode;

    @Label("Value")
    @Description("First value of a made semaphore, -1 where none was given")
    int value;

    @Label("Handle")
    @Description("Address or descriptor of the object")
    long handle;

    @Override
    void take(Call call) {
        name = Memory.text(call, 0);
        oflag = (int) call.argument(1);
        boolean makes = (oflag & O_CREAT) != 0;
        mode = makes ? (int) call.argument(2) : 0;
        value = makes && call.is("sem_open") ? (int) call.argument(3) : -1;
        handle = call.result;
        if (!call.failed) {
            Names.opened(call.site, handle, name);
        }
    }
}
