package org.semtrail.agent.emit;

import java.lang.reflect.Field;
import jdk.jfr.Event;

/**
 * Gives an event the times of a call that is over. JFR has no public means for it: Event.begin() knows only "now", and to
 * hold an event from the start of each call would cost an object and a second clock. But each event class has the fields
 * startTime and duration, which the JVM adds to it (since 8u262), in units of JFR's own clock. Where they are missing, an
 * event starts and ends when it is written.
 */
final class JfrClock {
    /** Long enough that the time between two readings of one clock does not count. */
    private static final long FIRST_BASE_LINE_NANOS = 2_000_000;

    private static final Event CLOCK = new SemGet();
    private static final Fields CLOCK_FIELDS = new Fields(SemGet.class);
    private static final ClassValue<Fields> FIELDS = new ClassValue<Fields>() {
        @Override
        protected Fields computeValue(Class<?> type) {
            return new Fields(type);
        }
    };

    private static long baseTicks;
    private static long baseNanos;
    private static double ticksPerNano = 1;

    private JfrClock() {}

    /** Reads both clocks twice, so that events know their relation; takes two milliseconds. */
    static synchronized void start() throws IllegalAccessException {
        ticks();
        baseNanos = System.nanoTime();
        baseTicks = ticks();
        long now = baseNanos;
        while (now - baseNanos < FIRST_BASE_LINE_NANOS) {
            now = System.nanoTime();
        }
        learn(now, ticks());
    }

    /** Looks for the fields of an event class, so that no thread of the application has to. */
    static void prepare(Class<?> type) {
        FIELDS.get(type);
    }

    /** Sets start and duration of an event from two values of System.nanoTime. */
    static synchronized void stamp(Event event, long start, long end) throws IllegalAccessException {
        Fields fields = FIELDS.get(event.getClass());
        if (fields.startTime == null || CLOCK_FIELDS.startTime == null) {
            return;
        }
        long nanos = System.nanoTime();
        long ticks = ticks();
        learn(nanos, ticks);
        fields.startTime.setLong(event, ticks - (long) ((nanos - start) * ticksPerNano));
        fields.duration.setLong(event, Math.max((long) ((end - start) * ticksPerNano), 1));
    }

    private static void learn(long nanos, long ticks) {
        if (nanos - baseNanos >= FIRST_BASE_LINE_NANOS) {
            ticksPerNano = (double) (ticks - baseTicks) / (nanos - baseNanos);
        }
    }

    private static long ticks() throws IllegalAccessException {
        CLOCK.begin();
        return CLOCK_FIELDS.startTime == null ? 0 : CLOCK_FIELDS.startTime.getLong(CLOCK);
    }

    /** The two fields of one event class. */
    private static final class Fields {
        final Field startTime;
        final Field duration;

        Fields(Class<?> type) {
            startTime = find(type, "startTime");
            duration = startTime == null ? null : find(type, "duration");
        }

        private static Field find(Class<?> type, String name) {
            try {
                Field field = type.getDeclaredField(name);
                field.setAccessible(true);
                return field;
            } catch (NoSuchFieldException | RuntimeException e) {
                Failures.count(e);
                return null;
            }
        }
    }
}
