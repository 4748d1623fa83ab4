package org.semtrail.capture.jfr;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;

/**
 * The fields of an event of the JDK's reader, copied: its objects keep a whole chunk alive. Texts are cut, for a JVM
 * decides how long they are.
 */
final class RecordedFields implements EventFields {
    private static final int MAX_TEXT = 512;
    private static final int MAX_FRAMES = 128;

    private final RecordedEvent event;
    private final Stacks stacks;

    RecordedFields(RecordedEvent event, Stacks stacks) {
        this.event = event;
        this.stacks = stacks;
    }

    /** The stacks of one chunk; events share them. */
    static final class Stacks {
        private final Map<RecordedStackTrace, JvmStack> known = new IdentityHashMap<>();
        private final Map<JvmStack, JvmStack> equal;

        /** @param equal stacks of earlier chunks, so that an equal one is kept once */
        Stacks(Map<JvmStack, JvmStack> equal) {
            this.equal = equal;
        }

        private JvmStack of(RecordedStackTrace trace) {
            return trace == null ? JvmStack.NONE : known.computeIfAbsent(trace, this::copy);
        }

        private JvmStack of(String text) {
            List<JvmFrame> frames = text.lines()
                    .limit(MAX_FRAMES)
                    .flatMap(line -> JvmFrame.parse(cut(line)).stream())
                    .toList();
            return unique(new JvmStack(frames, false));
        }

        private JvmStack copy(RecordedStackTrace trace) {
            List<JvmFrame> frames = new ArrayList<>();
            for (RecordedFrame frame : trace.getFrames()) {
                if (frames.size() == MAX_FRAMES) {
                    break;
                }
                RecordedMethod method = frame.getMethod();
                RecordedClass type = method == null ? null : method.getType();
                if (type != null) {
                    frames.add(new JvmFrame(cut(type.getName()), cut(method.getName()), frame.getLineNumber()));
                }
            }
            boolean truncated = trace.isTruncated() || frames.size() == MAX_FRAMES;
            return unique(new JvmStack(frames, truncated));
        }

        private JvmStack unique(JvmStack stack) {
            JvmStack same = equal.putIfAbsent(stack, stack);
            return same == null ? stack : same;
        }
    }

    @Override
    public Instant start() {
        return event.getStartTime();
    }

    @Override
    public Duration duration() {
        return event.getDuration();
    }

    @Override
    public JvmThread thread() {
        RecordedThread thread = event.getThread();
        if (thread == null) {
            return JvmThread.UNKNOWN;
        }
        String name = thread.getJavaName() == null ? thread.getOSName() : thread.getJavaName();
        return new JvmThread(
                name == null ? "" : cut(name),
                Math.max(0, thread.getJavaThreadId()),
                Math.max(0, thread.getOSThreadId()));
    }

    @Override
    public JvmStack stack() {
        return stacks.of(event.getStackTrace());
    }

    @Override
    public JvmStack stackText(String field) {
        String text = event.getString(field);
        return text == null || text.isEmpty() ? JvmStack.NONE : stacks.of(text);
    }

    @Override
    public long number(String field) {
        return event.getLong(field);
    }

    @Override
    public boolean flag(String field) {
        return event.getBoolean(field);
    }

    @Override
    public String text(String field) {
        String text = event.getString(field);
        return text == null ? null : cut(text);
    }

    @Override
    public String textIfThere(String field) {
        String text = event.hasField(field) ? text(field) : null;
        return text == null ? "" : text;
    }

    static String cut(String text) {
        return text == null ? "?" : text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - 1) + "…";
    }
}
