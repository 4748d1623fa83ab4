package org.semtrail.agent.emit;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A POSIX object was closed, initialised or destroyed. */
@Name("org.semtrail.PosixHandle")
@Label("POSIX handle")
@Description("A POSIX object was closed, initialised or destroyed (sem_close, mq_close, sem_init, sem_destroy)")
@Category({"semtrail", "POSIX objects"})
@StackTrace
final class PosixHandle extends CallEvent {
    @Label("Handle")
    @Description("Address or descriptor of the object")
    long handle;

    @Label("Name")
    @Description("Its name, if this JVM opened it by name")
    String name;

    @Label("Value")
    @Description("First value of an initialised semaphore, else 0")
    int value;

    @Override
    void take(Call call) {
        handle = call.argument(0);
        name = call.is("sem_close") || call.is("mq_close") || call.is("sem_destroy") ? Names.closed(call) : null;
        value = call.is("sem_init") ? (int) call.argument(2) : 0;
    }
}
