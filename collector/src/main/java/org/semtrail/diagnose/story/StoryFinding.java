package org.semtrail.diagnose.story;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.semtrail.diagnose.Finding.Severity;

/**
 * One thing that went wrong, with what shows it.
 *
 * @param id stable kebab-case name; the same as doctor's where both know it
 * @param cause the root cause where this tells it; null where it only tells what broke
 * @param confidence how sure the cause is
 * @param again whether it will come again, and why
 * @param settle what would settle what is open; empty where nothing is
 * @param from milliseconds since 1970; null where not known
 */
public record StoryFinding(
        String id,
        Severity severity,
        String what,
        String why,
        String cause,
        Confidence confidence,
        List<Shown> evidence,
        List<Step> remedy,
        String again,
        List<String> settle,
        Long from,
        Long to) {
    private static final Pattern FIRST_WORD = Pattern.compile("[a-z]+[ ,:]");

    /** How sure. */
    public enum Confidence {
        CERTAIN,
        LIKELY,
        POSSIBLE,
        UNKNOWN
    }

    /** What was seen, in which source, and in which events. */
    public record Shown(String text, String source, List<String> events) {
        public Shown {
            events = List.copyOf(events);
        }
    }

    /** What to do, and the commands for it. */
    public record Step(String text, List<String> commands) {
        public Step {
            commands = List.copyOf(commands);
        }
    }

    public StoryFinding {
        what = capital(what);
        cause = cause == null ? null : capital(cause);
        evidence = List.copyOf(evidence);
        remedy = List.copyOf(remedy);
        settle = List.copyOf(settle);
    }

    /** A name of a class or of a file stays as it is. */
    private static String capital(String sentence) {
        return FIRST_WORD.matcher(sentence).lookingAt()
                ? sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1)
                : sentence;
    }
}
