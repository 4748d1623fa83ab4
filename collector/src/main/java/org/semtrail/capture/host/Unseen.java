package org.semtrail.capture.host;

import java.util.Objects;

/**
 * One thing of the host that could not be seen, and why. Unknown is never 0: every output lists these.
 *
 * @param what the table, process or file that was asked for
 * @param kind why there is no answer
 * @param why the reason in words, with the errno name or the missing right
 */
public record Unseen(String what, Kind kind, String why) {
    /** Why there is no answer; the first is normal on many hosts, the second has a remedy (more rights). */
    public enum Kind {
        ABSENT,
        DENIED,
        FAILED
    }

    public Unseen {
        Objects.requireNonNull(what);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(why);
    }

    public static Unseen absent(String what, String why) {
        return new Unseen(what, Kind.ABSENT, why);
    }

    public static Unseen denied(String what, String why) {
        return new Unseen(what, Kind.DENIED, why);
    }

    public static Unseen failed(String what, String why) {
        return new Unseen(what, Kind.FAILED, why);
    }
}
