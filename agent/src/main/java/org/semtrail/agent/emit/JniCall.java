package org.semtrail.agent.emit;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.SettingDefinition;
import jdk.jfr.StackTrace;

/** A Java method was called whose C code makes or uses IPC objects itself; which, Java does not know. */
@Name("org.semtrail.JniCall")
@Label("JNI call")
@Description("A native method was called whose C code makes or uses IPC objects itself")
@Category({"semtrail", "Semaphores"})
@StackTrace
final class JniCall extends CallEvent {
    @Label("Method")
    @Description("Class and method")
    String method;

    @Label("Function")
    @Description("The C function it stands for, if a mapping says so")
    String function;

    @Override
    void take(Call call) {
        method = call.site.method;
        function = call.site.function;
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
            super(EventKind.JNI_CALL);
        }
    }
}
