package org.semtrail.agent.emit;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A semaphore set was asked for or made. */
@Name("org.semtrail.SemGet")
@Label("semget")
@Description("A System V semaphore set was asked for or made (semget)")
@Category({"semtrail", "Semaphores"})
@StackTrace
final class SemGet extends CallEvent {
    @Label("Key")
    @Description("Key of the set; 0 is IPC_PRIVATE")
    int key;

    @Label("Semaphores")
    @Description("How many semaphores the set was to have")
    int nsems;

    @Label("Flags")
    @Description("IPC_CREAT, IPC_EXCL and the mode")
    int semflg;

    @Label("Semaphore set")
    @Description("Id of the set, -1 if there is none")
    int semid;

    @Override
    void take(Call call) {
        key = (int) call.argument(0);
        nsems = (int) call.argument(1);
        semflg = (int) call.argument(2);
        semid = call.failed ? -1 : (int) call.result;
    }
}
