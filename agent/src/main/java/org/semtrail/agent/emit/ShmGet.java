package org.semtrail.agent.emit;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A shared memory segment was asked for or made. */
@Name("org.semtrail.ShmGet")
@Label("shmget")
@Description("A System V shared memory segment was asked for or made (shmget)")
@Category({"semtrail", "Shared memory"})
@StackTrace
final class ShmGet extends CallEvent {
    @Label("Key")
    @Description("Key of the segment; 0 is IPC_PRIVATE")
    int key;

    @Label("Size")
    @Description("Size that was asked for")
    @DataAmount
    long size;

    @Label("Flags")
    @Description("IPC_CREAT, IPC_EXCL, SHM_* and the mode")
    int shmflg;

    @Label("Segment")
    @Description("Id of the segment, -1 if there is none")
    int shmid;

    @Override
    void take(Call call) {
        key = (int) call.argument(0);
        size = call.argument(1);
        shmflg = (int) call.argument(2);
        shmid = call.failed ? -1 : (int) call.result;
    }
}
