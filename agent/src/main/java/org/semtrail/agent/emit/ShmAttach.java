package org.semtrail.agent.emit;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A shared memory segment was mapped into this process, or unmapped. */
@Name("org.semtrail.ShmAttach")
@Label("shmat, shmdt")
@Description("A shared memory segment was mapped into this process, or unmapped")
@Category({"semtrail", "Shared memory"})
@StackTrace
final class ShmAttach extends CallEvent {
    @Label("Segment")
    @Description("Id of the segment, -1 if it is not known")
    int shmid;

    @Label("Address")
    @Description("Where it is mapped")
    long address;

    @Label("Flags")
    @Description("SHM_RDONLY and the like; 0 for shmdt")
    int shmflg;

    @Override
    void take(Call call) {
        if (call.is("shmat")) {
            shmid = (int) call.argument(0);
            address = call.result;
            shmflg = (int) call.argument(2);
            Names.attached(call.failed, address, shmid);
        } else {
            address = call.argument(0);
            shmid = Names.detached(call.failed, address);
        }
    }
}
