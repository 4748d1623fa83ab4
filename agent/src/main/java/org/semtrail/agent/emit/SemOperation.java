package org.semtrail.agent.emit;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.SettingDefinition;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** Operations on a semaphore set that failed, or took longer than the threshold. */
@Name("org.semtrail.SemOperation")
@Label("semop")
@Description("Operations on a semaphore set (semop, semtimedop)")
@Category({"semtrail", "Semaphores"})
@StackTrace
final class SemOperation extends CallEvent {
    @Label("Semaphore set")
    @Description("Id of the set")
    int semid;

    @Label("Operations")
    @Description("How many operations were to be done at once")
    int nsops;

    @Label("Operation list")
    @Description("Semaphore number, operation and flags of each, as 0:-1 UNDO; null if they could not be read")
    String operations;

    @Label("Timeout")
    @Description("Longest wait asked for, -1 for none")
    @Timespan(Timespan.NANOSECONDS)
    long timeoutNanos;

    @Override
    void take(Call call) {
        semid = (int) call.argument(0);
        nsops = (int) call.argument(2);
        operations = SemOperations.text(call, 1, nsops);
        timeoutNanos = Memory.timespec(call, 3);
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
            super(EventKind.SEM_OPERATION);
        }
    }
}
