package org.semtrail.correlate.story;

import org.semtrail.capture.jfr.JvmStack;

/**
 * One thing that happened.
 *
 * @param atMs when, in milliseconds since 1970
 * @param endMs when it ended; null where it took no time that is known
 * @param kind what it was
 * @param severity how much it says about what broke
 * @param actor key of the process that did it; null where not known
 * @param object what it was done to, such as "sem 4711"; null for none
 * @param call the C function; null for none
 * @param errno the name of the error; null for none
 * @param text all of it in words
 * @param stack the Java stack; {@link JvmStack#NONE} for none
 * @param source id of the source that tells it
 * @param uncertainMs by how much the time may be wrong, either way
 */
public record Moment(
        long atMs,
        Long endMs,
        Kind kind,
        Severity severity,
        String actor,
        String object,
        String call,
        String errno,
        String text,
        JvmStack stack,
        String source,
        long uncertainMs) {
    /** What kinds there are, those that tell most first: when there are too many, the last are left out first. */
    public enum Kind {
        FAILURE,
        GAP,
        EXIT,
        LOG,
        START,
        REMOVE,
        WAIT,
        CREATE,
        ATTACH,
        TABLE,
        CALL
    }

    /** Ordered from worst. */
    public enum Severity {
        CRITICAL,
        WARNING,
        NOTE
    }
}
