package org.semtrail.agent.emit;

import java.util.concurrent.TimeUnit;

/** A call that made or found an object, kept as long as the object may live. */
final class Creation {
    private static final int MOST_FRAMES = 64;
    private static final int LONGEST = 4096;
    private static final int LONGEST_NAME = 256;

    private final Site site;
    private final long made;
    private final long nanos;
    private final long object;
    private final long[] arguments;
    private final String threadName;
    private final long threadId;
    private final boolean isVirtual;

    /** The stack as the JVM holds it: cheap to take, but it keeps classes from being unloaded; null once it is text. */
    private Throwable taken;

    private LiveStack stack;

    /** On the thread that called. */
    Creation(Call call) {
        Thread thread = Thread.currentThread();
        this.site = call.site;
        this.nanos = call.end - call.start;
        this.made = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - (System.nanoTime() - call.start);
        this.object = call.result;
        this.arguments = new long[] {call.argument(0), call.argument(1), call.argument(2)};
        this.threadName = shortened(thread.getName());
        this.threadId = thread.getId();
        this.isVirtual = VirtualThreads.isVirtual(thread);
        this.taken = new Throwable();
    }

    /**
     * Makes text of the stack, which takes much longer than to take it.
     *
     * @param known texts, so that equal ones are kept once
     */
    void write(LiveStack.Known known) {
        if (taken != null) {
            stack = known.of(text(taken.getStackTrace()));
            taken = null;
        }
    }

    private static String shortened(String name) {
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }

    private static String text(StackTraceElement[] frames) {
        StringBuilder text = new StringBuilder();
        int count = 0;
        for (StackTraceElement frame : frames) {
            if (frame.getClassName().startsWith("org.semtrail.agent.")) {
                continue;
            }
            String line =
                    frame.getClassName() + '.' + frame.getMethodName() + ':' + Math.max(-1, frame.getLineNumber());
            if (++count > MOST_FRAMES || text.length() + line.length() > LONGEST) {
                break;
            }
            text.append(line).append('\n');
        }
        return text.toString();
    }

    LiveObject event(LiveStack.Round round) {
        LiveObject event = new LiveObject();
        event.event = site.kind.eventName();
        event.made = made;
        event.nanos = nanos;
        event.call = site.call;
        event.binding = site.binding;
        event.viaSyscall = site.viaSyscall;
        event.object = object;
        boolean isNative = site.kind == EventKind.JNI_CALL;
        boolean hasSize = !isNative && site.kind != EventKind.MSG_GET;
        event.key = isNative ? 0 : (int) arguments[0];
        event.size = hasSize ? arguments[1] : 0;
        event.flags = isNative ? 0 : (int) arguments[hasSize ? 2 : 1];
        event.method = site.method;
        event.function = site.function;
        event.threadName = threadName;
        event.threadId = threadId;
        event.virtualThread = isVirtual;
        event.stack = round.text(stack);
        event.stackNumber = stack.number;
        return event;
    }
}
