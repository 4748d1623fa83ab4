package org.semtrail.agent.emit;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.SettingDefinition;
import jdk.jfr.StackTrace;

/** A message was sent or received, or was not, or that took longer than the threshold. */
@Name("org.semtrail.MsgTransfer")
@Label("msgsnd, msgrcv")
@Description("A message was sent to a System V message queue or received from one")
@Category({"semtrail", "Message queues"})
@StackTrace
final class MsgTransfer extends CallEvent {
    @Label("Message queue")
    @Description("Id of the queue")
    int msqid;

    @Label("Size")
    @Description("Bytes of the message; of a failed msgrcv what there was room for")
    @DataAmount
    long size;

    @Label("Type")
    @Description("Type of the message sent, or the type that was asked for; 0 for a sent one that could not be read")
    long type;

    @Label("Flags")
    @Description("IPC_NOWAIT and the like")
    int msgflg;

    @Override
    void take(Call call) {
        msqid = (int) call.argument(0);
        boolean receives = call.is("msgrcv");
        size = receives && !call.failed ? call.result : call.argument(2);
        type = receives ? call.argument(3) : Memory.word(call, 1);
        msgflg = (int) call.argument(receives ? 4 : 3);
    }

    @SettingDefinition
    @Name("successThreshold")
    @Label("Success threshold")
    @Description("From which duration on a successful call is recorded; failures always are")
    boolean isTold(Threshold threshold) {
        return true;
    }

    /** The setting of this event. */
    public static final class Threshold extends SuccessThreshold {
        public Threshold() {
            super(EventKind.MSG_TRANSFER);
        }
    }
}
