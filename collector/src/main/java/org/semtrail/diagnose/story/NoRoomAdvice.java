package org.semtrail.diagnose.story;

import java.util.ArrayList;
import java.util.List;
import org.semtrail.capture.host.Amount;
import org.semtrail.correlate.story.Site;
import org.semtrail.diagnose.story.Holders.Shape;
import org.semtrail.diagnose.story.StoryFinding.Step;

/** What to do where a limit is used up, whether it comes again, and what would settle what is open. */
record NoRoomAdvice(NoRoomCause cause) {
    static final List<String> RAISE = List.of(
            "semtrail limits recommend > /etc/sysctl.d/90-semaphores.conf",
            "sysctl -p /etc/sysctl.d/90-semaphores.conf");

    private static final Step COOKIES = new Step(
            "Sets of root with keys that begin with 0x0d4d are cookies of device mapper, left by an lvm or docker that was"
                    + " killed. It has its own tool for them: only when no lvm, docker or dmsetup command runs, those that are"
                    + " older than an hour.",
            List.of("dmsetup udevcookies", "dmsetup udevcomplete_all 60"));

    private static final int COOKIE = 0x0d4d;

    /** Whether device mapper was refused, or has sets. */
    private boolean isOfCookies() {
        boolean refused = cause.story().marks().stream()
                .anyMatch(m -> m.mechanism().equals("no-room") && ("" + m.program()).startsWith("device mapper"));
        return refused
                || (cause.story().tables() != null
                        && cause.story().tables().stream()
                                .map(l -> l.row().key())
                                .anyMatch(key -> key != null && key >>> 16 == COOKIE));
    }

    private Holders holders() {
        return cause.holders();
    }

    List<Step> remedy() {
        List<Step> steps = new ArrayList<>();
        if (cause.wrongOrder() != null) {
            steps.add(new Step("Put the fields of kernel.sem in order, and load them.", RAISE));
        } else if (holders().isDemand() || cause.isLowered()) {
            return List.of(raise("Raise the limit"));
        } else if (holders().room().hasRoom() && cause.words() == null) {
            return List.of(new Step(
                    "See whether that program runs in an IPC namespace of its own, as in a container: what is raised or cleaned"
                            + " on the host does not reach it. Else look again right after the next failure, before anything is"
                            + " cleaned up.",
                    List.of("semtrail limits", "lsns -t ipc", "semtrail doctor")));
        }
        if (isOfCookies()) {
            steps.add(COOKIES);
        }
        Shape left = cause.left();
        steps.add(prune(left));
        if (holders().leaked() > 0) {
            steps.add(new Step(
                    "Repair the leak at " + holders().leaks().get(0).place()
                            + ": remove a set when it is done with, or make one and keep it. Until then restart that program"
                            + " before the table is full, and prune after it.",
                    List.of()));
        }
        if (left != null) {
            steps.add(new Step(
                    "Let whatever stops the programs of " + left.owner()
                            + " give them time to end by themselves, and prune before each start.",
                    List.of("systemctl show -p TimeoutStopUSec,KillMode,ExecStopPost UNIT")));
        }
        if (!cause.isOfJvm() && left == null && cause.wrongOrder() == null) {
            steps.add(raise("If all sets are in use, this is honest demand: raise the limit"));
        }
        return steps;
    }

    private Step prune(Shape left) {
        if (isElsewhere()) {
            return new Step(
                    "The table that was captured has room, so the full one was another, as in a container: make room there. See"
                            + " which of its sets are certainly dead, and why, then remove those and no other.",
                    List.of(
                            "lsns -t ipc",
                            "semtrail prune --ipc-ns NAMESPACE",
                            "semtrail prune --ipc-ns NAMESPACE --apply"));
        }
        String room =
                "Make room: see which sets are certainly dead, and why, then remove those and no other. Not ipcrm by"
                        + " owner: it takes the sets of those that live, too.";
        if (left == null || left.dead() == 0 || left.orphans() > 0) {
            return new Step(room, List.of("semtrail prune", "semtrail prune --apply"));
        }
        return new Step(
                room
                        + " Here they are only presumed to be dead: those go only when you ask for them, after you have seen that"
                        + " nothing of " + left.owner() + " runs that may use them.",
                List.of(
                        "semtrail prune --include presumed-orphan",
                        "semtrail prune --include presumed-orphan --apply"));
    }

    /** Whether a JVM found no room, while the table that was captured had it. */
    private boolean isElsewhere() {
        return cause.isOfJvm()
                && holders().leaks().get(0).refused() > 0
                && holders().room().hasRoom();
    }

    private Step raise(String what) {
        SemRoom room = holders().room();
        String which = !room.isNearlyFull()
                ? ", the fourth number of kernel.sem (sets) or the second (semaphores of all sets together), whichever is"
                        + " reached,"
                : room.lacksSets() && room.lacksSemaphores()
                        ? "s, the fourth and the second number of kernel.sem,"
                        : ", the " + room.scarce().field() + " number of kernel.sem,";
        return new Step(what + which + " with the fields in their right order.", RAISE);
    }

    String again() {
        if (cause.isOfJvm()) {
            return again(holders().leaks().get(0));
        }
        if (cause.left() != null) {
            return "Yes, with every further start that ends the same way.";
        }
        if (cause.wrongOrder() != null) {
            return "Yes, until the fields are in order: whoever starts next needs sets, too.";
        }
        if (cause.isPool()) {
            return holders().pool().again();
        }
        return holders().isDemand() || cause.isLowered()
                ? "Yes, until the limit is raised: whoever starts next needs sets, too."
                : "Not known: it was not seen who took the sets.";
    }

    private String again(Site most) {
        if (most.made() == 0) {
            return "Not known: " + most.jvm().label()
                    + " made no set in the time that is asked for, those that it left are of before.";
        }
        String each = LeakRule.rate(most);
        String yes = "Yes: " + most.jvm().label() + " makes " + each + " sets a minute and removes none";
        if (holders().limit() == null || isElsewhere()) {
            return yes + ".";
        }
        boolean ofSemaphores = holders().room().isOfSemaphores();
        double perMinute = Math.max(0.01, Double.parseDouble(each)) * (ofSemaphores ? most.nsems() : 1);
        return yes + ", so that even an empty table of " + holders().limit() + (ofSemaphores ? " semaphores" : "")
                + " is full after " + after(holders().limit() / perMinute) + ".";
    }

    private static String after(double minutes) {
        return minutes < 2
                ? Amount.of((long) Math.ceil(minutes * 60), "second")
                : Amount.of((long) Math.ceil(minutes), "minute");
    }

    List<String> settle() {
        List<String> open = new ArrayList<>();
        boolean leaks = !holders().leaks().isEmpty();
        if (cause.story().tables() == null) {
            open.add("the table at the time: a copy of /proc/sysvipc/sem, or ipcs -s -t");
        }
        if (holders().room().sets().most() == null) {
            open.add("the limits: sysctl kernel.sem, in the same IPC namespace");
        }
        if (cause.left() != null && !leaks) {
            open.add(
                    "why the programs of " + cause.left().owner() + " ended without cleaning up: their unit's journal");
        }
        if (cause.isPool()) {
            open.add(holders().pool().open());
        } else if (cause.left() == null && !leaks && !holders().isDemand()) {
            open.add(
                    "who made the sets, and whether somebody still uses them: semtrail list, and semtrail show SEMID, on the"
                            + " host while they are there");
        }
        return open;
    }
}
