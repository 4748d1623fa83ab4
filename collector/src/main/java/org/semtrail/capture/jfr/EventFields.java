package org.semtrail.capture.jfr;

import java.time.Duration;
import java.time.Instant;

/** The values of one event by the names of its fields. A field that is not there, or of another type, is an error. */
interface EventFields {
    Instant start();

    Duration duration();

    JvmThread thread();

    JvmStack stack();

    long number(String field);

    boolean flag(String field);

    /** Null where the event has null. */
    String text(String field);

    /** Of a field that an older agent does not have; empty then, and where the event has null. */
    String textIfThere(String field);

    /** A stack that was written as text: a line "class.method:line" for each frame, innermost first. */
    JvmStack stackText(String field);

    default int int32(String field) {
        return Math.toIntExact(number(field));
    }
}
