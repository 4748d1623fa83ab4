package org.semtrail.diagnose.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.semtrail.capture.host.Amount;
import org.semtrail.correlate.story.Site;
import org.semtrail.correlate.story.Story;
import org.semtrail.correlate.story.Story.Mark;
import org.semtrail.diagnose.story.Holders.Shape;
import org.semtrail.diagnose.story.StoryFinding.Confidence;

/**
 * What used up a limit, in words, and how sure that is.
 *
 * @param left the largest group of sets that programs left; null for none
 * @param killed lines that tell of programs that were ended without a chance to clean up
 */
record NoRoomCause(Story story, Holders holders, Shape left, List<Mark> killed) {
    private static final List<String> ENDS = List.of("killed", "oom", "stop-timeout", "unclean");

    /** Names of web servers and what runs in them, and of the users that distributions give them. */
    private static final Pattern WEB = Pattern.compile("apache|httpd|php|www|wwwrun|http|nobody");

    static NoRoomCause of(Story story, Holders holders) {
        Shape left = holders.left();
        List<Mark> killed = story.marks().stream()
                .filter(m -> ENDS.contains(m.mechanism()) && mayHaveLeft(story, left, m))
                .toList();
        return new NoRoomCause(story, holders, left, killed);
    }

    /** Whether what was killed may be what left the sets: another program's end explains nothing. */
    private static boolean mayHaveLeft(Story story, Shape left, Mark killed) {
        if (killed.program() == null) {
            return true;
        }
        String name = killed.program().toLowerCase(Locale.ROOT).replaceAll("[^a-z].*", "");
        String others = ((left == null ? "" : left.owner() + " " + left.maker())
                        + story.marks().stream()
                                .filter(m -> m.mechanism().equals("no-room"))
                                .map(m -> " " + m.program())
                                .collect(Collectors.joining()))
                .toLowerCase(Locale.ROOT);
        return others.contains(name)
                || (WEB.matcher(name).matches() && WEB.matcher(others).find());
    }

    /** Whether most of it is what JVMs leaked. */
    boolean isOfJvm() {
        return holders.leaked() > 0 && (left == null || holders.leakedWeight() >= holders.weight(left, left.left()));
    }

    /** How kernel.sem got into an order in which the limit is lower than it was meant; null where that is not so. */
    String wrongOrder() {
        return SysctlRule.loweredBy(story, holders.room().scarce());
    }

    /** The kernel lets nobody make more than the limit allows, and removes nothing when it is lowered. */
    boolean isLowered() {
        return holders.room().scarce().isKnown() && holders.used() > holders.limit();
    }

    /** Whether one JVM has most of what is used, and nothing says that it leaks. */
    boolean isPool() {
        return left == null && holders.leaked() == 0 && !holders.isDemand() && holders.pool() != null;
    }

    /** Whether somebody has set the limit lower than any kernel has it by itself. */
    boolean isTiny() {
        SemRoom.Limit scarce = holders.room().scarce();
        return holders.room().isNearlyFull() && scarce.isKnown() && scarce.most() < scarce.least();
    }

    /** Null where it was not seen who has the sets. */
    String words() {
        List<String> causes = new ArrayList<>();
        if (wrongOrder() != null) {
            causes.add(
                    "kernel.sem is in a wrong order (" + wrongOrder() + "), so that the limit is not what was meant: "
                            + holders.limit() + " " + holders.room().scarce().noun() + "s");
        }
        if (isLowered()) {
            causes.add("the limit was lowered to " + holders.limit() + " while " + holders.used() + " "
                    + holders.room().scarce().noun() + "s were there, or it is not the one of this table");
        }
        if (isOfJvm()) {
            causes.add(leakWords());
        }
        if (left != null) {
            causes.add(leftWords());
        }
        if (!isOfJvm() && holders.leaked() > 0) {
            causes.add(leakWords());
        }
        if (holders.isDemand()) {
            causes.add("honest demand: " + holders.inUse() + " of "
                    + Amount.of(holders.used(), holders.room().scarce().noun())
                    + " are in use by programs that run, so the limit is too low for this host");
        } else if (isPool()) {
            causes.add(holders.pool().words(holders.room().sets().used()));
        }
        if (causes.isEmpty() && isTiny()) {
            causes.add("the limit was set to " + holders.limit() + " "
                    + holders.room().scarce().noun() + "s, where the kernel by itself has "
                    + holders.room().scarce().least() + " or more");
        }
        return causes.isEmpty() ? null : String.join("; and ", causes);
    }

    private String leftWords() {
        return left.programs() + " left " + Amount.of(left.left(), left.dead() > 0 ? "dead set" : "set")
                + (holders.room().isOfSemaphores() ? " of " + Amount.of(left.nsems(), "semaphore") + " each" : "")
                + (left.generations() > 1 ? ", from " + left.generations() + " starts or so" : "")
                + (killed.isEmpty() ? "" : ": they were ended without a chance to clean up");
    }

    private String leakWords() {
        Site most = holders.leaks().get(0);
        return most.jvm().label() + " leaks: " + Amount.of(most.left(), "set")
                + (holders.room().isOfSemaphores() ? " of " + Amount.of(most.nsems(), "semaphore") + " each" : "")
                + " made at " + most.place() + " and never removed"
                + (most.earlier() == 0 ? "" : ", " + most.earlier() + " of them before the time that is asked for")
                + (holders.alike() == 0
                        ? ""
                        : ", and " + holders.alike()
                                + " more of the same owner and shape that its recording does not tell of");
    }

    Confidence confidence() {
        if (isOfJvm()) {
            boolean seen = holders.leaks().stream()
                    .noneMatch(s -> s.inferred() || !story.tableHome().has(s.jvm()));
            long taken = holders.leakedWeight() + holders.alikeWeight();
            return seen && holders.room().isFull() && taken * 2 >= holders.limit()
                    ? Confidence.CERTAIN
                    : Confidence.LIKELY;
        }
        if (left != null && left.dead() > 0) {
            boolean most = holders.limit() != null && holders.weight(left, left.orphans()) * 2 >= holders.limit();
            return most ? Confidence.CERTAIN : Confidence.LIKELY;
        }
        if (left != null) {
            return killed.isEmpty() ? Confidence.POSSIBLE : Confidence.LIKELY;
        }
        boolean likely = holders.isDemand() || isPool() || wrongOrder() != null || isLowered();
        return likely ? Confidence.LIKELY : isTiny() ? Confidence.POSSIBLE : Confidence.UNKNOWN;
    }
}
