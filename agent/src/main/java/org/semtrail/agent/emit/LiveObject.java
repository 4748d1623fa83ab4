package org.semtrail.agent.emit;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** The call that made an object is told again in every chunk, so that old chunks may expire while the object lives. */
@Name("org.semtrail.LiveObject")
@Label("Live object")
@Description("A call that made or found an object which this JVM has not removed since, told again in every chunk")
@Category({"semtrail", "Agent"})
@Period("beginChunk")
@StackTrace(false)
final class LiveObject extends Event {
    @Label("Event")
    @Description("Which event the call was: SemGet, ShmGet, MsgGet or JniCall")
    String event;

    @Label("Made")
    @Description("When the call began, in nanoseconds since 1970")
    long made;

    @Label("Time")
    @Description("How long the call took")
    @Timespan(Timespan.NANOSECONDS)
    long nanos;

    @Label("Call")
    @Description("The C function")
    String call;

    @Label("Binding")
    @Description("How Java reached it: jnr, jna, jna-direct, ffm or jni")
    String binding;

    @Label("Through syscall(2)")
    boolean viaSyscall;

    @Label("Object")
    @Description("semid, shmid or msqid; of a native method what it returned")
    long object;

    @Label("Key")
    @Description("0 is IPC_PRIVATE")
    int key;

    @Label("Size")
    @Description("Semaphores of a set, bytes of a segment, else 0")
    long size;

    @Label("Flags")
    @Description("IPC_CREAT, IPC_EXCL and the mode")
    int flags;

    @Label("Method")
    @Description("Class and name of a native method whose C code made the object")
    String method;

    @Label("Function")
    @Description("The C function that the native method stands for")
    String function;

    @Label("Thread")
    String threadName;

    @Label("Java thread id")
    long threadId;

    @Label("Virtual thread")
    boolean virtualThread;

    @Label("Stack")
    @Description(
            "A line for each frame, innermost first: class.method:line; only in one event for each stack and chunk")
    String stack;

    @Label("Stack number")
    @Description("Of events with the same number one has the stack")
    long stackNumber;
}
