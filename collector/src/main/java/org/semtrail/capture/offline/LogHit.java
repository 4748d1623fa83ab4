package org.semtrail.capture.offline;

import java.util.List;
import org.semtrail.capture.host.Errno;

/**
 * One failure that a log tells, with its repetitions.
 *
 * @param source the log's name as it was given
 * @param line number of the first line that tells it, from 1
 * @param lastLine number of the last
 * @param count how often
 * @param texts in how many different wordings, numbers and times apart
 * @param time the time as the first line has it; null where it has none
 * @param lastTime the time as the last line has it
 * @param pid the process that the last line names; null where it names none
 * @param signature which message it is
 * @param errno the error that it tells; null where it tells none
 * @param object what it names: a semid, a key, the name of a mutex; null where it names none
 * @param excerpt the first line, or the part of it around the message
 * @param details lines that belong to it, at most four
 */
public record LogHit(
        String source,
        long line,
        long lastLine,
        long count,
        int texts,
        String time,
        String lastTime,
        Long pid,
        MessageSignature signature,
        Errno errno,
        String object,
        String excerpt,
        List<String> details) {
    public LogHit {
        details = List.copyOf(details);
    }

    public Tried tried() {
        return signature.tried();
    }
}
