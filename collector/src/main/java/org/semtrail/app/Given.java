package org.semtrail.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.semtrail.capture.offline.Fingerprint;
import org.semtrail.capture.offline.InputKind;
import org.semtrail.capture.offline.Source;
import org.semtrail.capture.offline.Source.Status;

/**
 * One file that a report is made from, under its number, and what it is known by.
 *
 * @param name as it was given; within an archive after "!"
 * @param kind what is in it
 * @param print null where it could not be read to its end
 */
record Given(String id, Path file, String name, InputKind kind, long bytes, Fingerprint print) {
    static Given of(String id, Path file, String name) throws IOException {
        return new Given(id, file, name, InputKind.of(file), Files.size(file), Fingerprint.of(file));
    }

    /** One that nothing is known of but its name. */
    static Given unknown(String id, Path file, String name) {
        return new Given(id, file, name, InputKind.BINARY, 0, null);
    }

    /** The same under another number, and of another kind, as its place tells. */
    Given as(String number, InputKind other) {
        return new Given(number, file, name, other, bytes, print);
    }

    Instant written() throws IOException {
        return Files.getLastModifiedTime(file).toInstant();
    }

    /** @param why what of it was not read; null for all was */
    Source source(Status status, String why) {
        return source(null, null, null, 0, status, why);
    }

    Source source(Instant from, Instant to, String clock, long uncertainMs, Status status, String why) {
        return new Source(
                id,
                name,
                kind.words(),
                print == null ? null : print.sha256(),
                bytes,
                from,
                to,
                clock,
                uncertainMs,
                status,
                why);
    }

    Source unreadable(String why) {
        return source(Status.UNREADABLE, why);
    }
}
