package org.semtrail.agent.emit;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Unsigned;

/** What the agent of this JVM sees, what it cannot see, and what it had to leave out. */
@Name("org.semtrail.AgentStatus")
@Label("Agent status")
@Description("What the agent of this JVM sees, what it cannot see, and what it had to leave out")
@Category({"semtrail", "Agent"})
@Period("beginChunk")
@StackTrace(false)
final class AgentStatus extends Event {
    @Label("Version")
    String version;

    @Label("Options")
    @Description("As they were passed")
    String options;

    @Label("Late attach")
    @Description("Whether the agent was loaded into a running JVM")
    boolean lateAttach;

    @Label("Instrumented")
    @Description("Per binding: how many classes or handles")
    String instrumented;

    @Label("Blind")
    @Description("What cannot be seen, and why")
    String blind;

    @Label("Dropped")
    @Description("Events that could not be written")
    long dropped;

    @Label("Suppressed")
    @Description("Events left out in bursts; they are counted in IPC usage")
    long suppressed;

    @Label("Failures")
    @Description("Failures of the agent itself")
    long failures;

    @Label("Last failure")
    String lastFailure;

    @Label("Recording")
    @Description("Directory of the JVM's JFR repository, as the JVM sees it")
    String recording;

    @Label("Process id")
    @Description("As the JVM sees itself")
    int pid;

    @Label("Start")
    @Description("Start of the process in clock ticks after boot, field 22 of /proc/self/stat")
    long startTicks;

    @Label("IPC namespace")
    @Description("Inode, 0 if it is not known")
    @Unsigned
    long ipcNs;

    @Label("PID namespace")
    @Description("Inode, 0 if it is not known")
    @Unsigned
    long pidNs;

    @Label("Boot id")
    @Description("Of /proc/sys/kernel/random/boot_id")
    String bootId;

    @Label("Main class")
    @Description("The class or the archive that was started, without its arguments; empty if it is not known")
    String mainClass;

    @Label("Java version")
    String javaVersion;

    @Label("User")
    @Description("As the JVM calls it")
    String user;

    @Label("Control group")
    @Description("The line of /proc/self/cgroup from which unit and container can be told")
    String cgroup;
}
