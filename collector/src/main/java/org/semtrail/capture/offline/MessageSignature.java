package org.semtrail.capture.offline;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.semtrail.capture.host.Errno;

/**
 * One row of the table of known messages (messages.txt): how a line is recognised, and what its writer was doing.
 *
 * @param id stable name
 * @param software who writes such a line
 * @param role how it counts
 * @param tried what was attempted
 * @param when only with one of these errnos; empty: with any or none
 * @param needsErrno whether a line without an errno is not meant
 * @param errno what the message means where it tells no errno; null: nothing
 * @param errnoLater whether the errno may come in one of the next lines, and without it nothing is meant
 * @param sure false where the words do not tell which kind of semaphore or lock it is
 * @param patterns alternatives, found anywhere in the line
 * @param says what the program was doing, in words
 * @param topic the disease where it does not follow from {@code tried} and errno; null otherwise
 * @param type what to type next in this case
 * @param source where the wording is from
 */
public record MessageSignature(
        String id,
        String software,
        Role role,
        Tried tried,
        Set<Errno> when,
        boolean needsErrno,
        Errno errno,
        boolean errnoLater,
        boolean sure,
        List<Pattern> patterns,
        String says,
        String topic,
        List<String> type,
        String source) {
    /** How a recognised line counts. */
    public enum Role {
        /** A failure by itself. */
        MESSAGE,
        /** Belongs to the message before it; a failure by itself where there is none. */
        DETAIL,
        /** Never a failure by itself: a look-alike, an after-effect, a pasted command. */
        ASIDE
    }

    /** Where this row's words begin in the line, if the line is meant. */
    Optional<Integer> find(String line, Errno told) {
        Errno known = told == null ? errno : told;
        if (known == null ? needsErrno : !when.isEmpty() && !when.contains(known)) {
            return Optional.empty();
        }
        for (Pattern pattern : patterns) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return Optional.of(matcher.start());
            }
        }
        return Optional.empty();
    }
}
