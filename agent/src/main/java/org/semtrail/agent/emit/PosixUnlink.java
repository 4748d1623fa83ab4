package org.semtrail.agent.emit;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A named POSIX object was unlinked. */
@Name("org.semtrail.PosixUnlink")
@Label("unlink")
@Description("A named POSIX object was unlinked (sem_unlink, shm_unlink, mq_unlink)")
@Category({"semtrail", "POSIX objects"})
@StackTrace
final class PosixUnlink extends CallEvent {
    @Label("Name")
    @Description("Name of the object")
    String name;

    @Override
    void take(Call call) {
        name = Memory.text(call, 0);
    }
}
