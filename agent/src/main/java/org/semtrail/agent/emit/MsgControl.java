package org.semtrail.agent.emit;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A message queue was controlled: read, set, removed. */
@Name("org.semtrail.MsgControl")
@Label("msgctl")
@Description("A message queue was read, set or removed (msgctl)")
@Category({"semtrail", "Message queues"})
@StackTrace
final class MsgControl extends CallEvent {
    @Label("Message queue")
    @Description("Id of the queue")
    int msqid;

    @Label("Command")
    @Description("The command's name, or its number")
    String command;

    @Label("Command number")
    @Description("The command as it was passed")
    int commandNumber;

    @Override
    void take(Call call) {
        msqid = (int) call.argument(0);
        command = Commands.ofMsg((int) call.argument(1));
        commandNumber = (int) call.argument(1);
    }
}
