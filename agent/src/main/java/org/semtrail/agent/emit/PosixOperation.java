package org.semtrail.agent.emit;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.SettingDefinition;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** An operation on a POSIX semaphore or queue that failed, or took longer than the threshold. */
@Name("org.semtrail.PosixOperation")
@Label("POSIX operation")
@Description(
        "An operation on a POSIX semaphore or message queue (sem_wait, sem_post, mq_send, mq_receive and the like)")
@Category({"semtrail", "POSIX objects"})
@StackTrace
final class PosixOperation extends CallEvent {
    @Label("Handle")
    @Description("Address or descriptor of the object")
    long handle;

    @Label("Name")
    @Description("Its name, if this JVM opened it by name")
    String name;

    @Label("Size")
    @Description("Bytes of a message, 0 for semaphores")
    @DataAmount
    long size;

    @Label("Timeout")
    @Description("Longest wait asked for, -1 for none")
    @Timespan(Timespan.NANOSECONDS)
    long timeoutNanos;

    @Override
    void take(Call call) {
        handle = call.argument(0);
        name = Names.of(call.site, handle);
        size = call.is("mq_receive") || call.is("mq_timedreceive") ? Math.max(call.result, 0) : sent(call);
        timeoutNanos = Memory.timeLeft(call);
    }

    private static long sent(Call call) {
        return call.is("mq_send") || call.is("mq_timedsend") ? call.argument(2) : 0;
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
            super(EventKind.POSIX_OPERATION);
        }
    }
}
