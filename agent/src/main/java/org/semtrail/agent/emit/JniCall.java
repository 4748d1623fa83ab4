package org.semtrail.agent.emit;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
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
}
