package org.semtrail.agent.emit;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A key was made of a path. */
@Name("org.semtrail.Ftok")
@Label("ftok")
@Description("A System V key was made of a path and a project id (ftok)")
@Category({"semtrail", "Semaphores"})
@StackTrace
final class Ftok extends CallEvent {
    @Label("Path")
    @Description("The path whose inode makes the key")
    String path;

    @Label("Project id")
    @Description("Its lowest eight bits make the key")
    int projectId;

    @Label("Key")
    @Description("The key, -1 if there is none")
    int key;

    @Override
    void take(Call call) {
        path = Memory.text(call, 0);
        projectId = (int) call.argument(1);
        key = (int) call.result;
    }
}
