package org.semtrail.agent.emit;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A message queue was asked for or made. */
@Name("org.semtrail.MsgGet")
@Label("msgget")
@Description("A System V message queue was asked for or made (msgget)")
@Category({"semtrail", "Message queues"})
@StackTrace
final class MsgGet extends CallEvent {
    @Label("Key")
    @Description("Key of the queue; 0 is IPC_PRIVATE")
    int key;

    @Label("Flags")
    @Description("IPC_CREAT, IPC_EXCL and the mode")
    int msgflg;

    @Label("Message queue")
    @Description("Id of the queue, -1 if there is none")
    int msqid;

    @Override
    void take(Call call) {
        key = (int) call.argument(0);
        msgflg = (int) call.argument(1);
        msqid = call.failed ? -1 : (int) call.result;
    }
}
