package org.semtrail.agent.emit;

import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;

/** What every recorded call says, whichever it was. */
abstract class CallEvent extends Event {
    @Label("Call")
    @Description("The C function")
    String call;

    @Label("Binding")
    @Description("How Java reached it: jnr, jna, jna-direct, ffm or jni")
    String binding;

    @Label("Through syscall(2)")
    @Description("Whether it was called by number through syscall(2)")
    boolean viaSyscall;

    @Label("Result")
    @Description("What the call returned; of pointers the address")
    long result;

    @Label("Failed")
    boolean failed;

    @Label("errno")
    @Description("Error number of a failed call, 0 if it succeeded or if that is not known")
    int errno;

    @Label("errno known")
    @Description("Whether errno could be known")
    boolean errnoKnown;

    @Label("Virtual thread")
    @Description("Whether a virtual thread made the call; it holds its carrier meanwhile")
    boolean virtualThread;

    final void fill(Call from) {
        call = from.site.call;
        binding = from.site.binding;
        viaSyscall = from.site.viaSyscall;
        result = from.result;
        failed = from.failed;
        errno = from.errno > 0 ? from.errno : 0;
        errnoKnown = from.errno >= 0;
        virtualThread = VirtualThreads.isVirtual(Thread.currentThread());
        take(from);
    }

    /** Fills in the fields of its kind. */
    abstract void take(Call from);
}
