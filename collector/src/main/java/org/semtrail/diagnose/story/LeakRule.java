package org.semtrail.diagnose.story;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.semtrail.capture.host.Amount;
import org.semtrail.correlate.story.Site;
import org.semtrail.correlate.story.Story;
import org.semtrail.diagnose.Finding.Severity;
import org.semtrail.diagnose.story.StoryFinding.Confidence;
import org.semtrail.diagnose.story.StoryFinding.Shown;
import org.semtrail.diagnose.story.StoryFinding.Step;

/** One place of a Java program makes sets again and again and removes none. What is made at the start, once, is no leak. */
final class LeakRule implements StoryRule {
    @Override
    public List<StoryFinding> check(Story story) {
        List<Site> leaks = story.sites().stream()
                .filter(site -> site.leaks(story.asked()) && !isGone(story, site))
                .toList();
        return Capped.of(leaks, Comparator.comparingLong(Site::left).reversed(), site -> finding(story, site));
    }

    /** Whoever removed them: sets that a table which was taken later does not list are gone. */
    private static boolean isGone(Story story, Site site) {
        long there = there(story, site);
        return there >= 0
                && story.tablesAt() != null
                && story.tablesAt() >= site.lastMs()
                && (site.made() - there) * 10 > site.made();
    }

    private static StoryFinding finding(Story story, Site site) {
        List<Shown> evidence = new ArrayList<>();
        evidence.add(new Shown(
                site.sample().called() + " with success " + Search.times(site.made(), site.firstMs(), site.lastMs())
                        + ", " + (site.removed() == 0 ? "no removal" : Amount.of(site.removed(), "removal")),
                Search.source(site.jvm()),
                Search.ids(
                        story,
                        m -> m.kind() == org.semtrail.correlate.story.Moment.Kind.CREATE
                                && site.jvm().key().equals(m.actor()))));
        evidence.add(new Shown("made at " + site.stack(), Search.source(site.jvm()), List.of()));
        long there = there(story, site);
        if (there >= 0) {
            evidence.add(new Shown(there + " of them are in the table that was captured", "table", List.of()));
        }
        return new StoryFinding(
                "jvm-leaks-sets",
                Severity.WARNING,
                site.jvm().label() + " made " + site.made() + " semaphore sets at " + site.place() + ", " + rate(site)
                        + " a minute, and removed "
                        + (site.removed() == 0 ? "none of them." : "hardly any of them (" + site.removed() + ")."),
                "A set stays in the kernel until somebody removes it, whatever becomes of the Java object that stood for it"
                        + " or of the JVM. At this rate the table fills up, and then every program of that IPC namespace"
                        + " that needs a set fails with \"No space left on device\".",
                site.place() + " in " + site.jvm().label() + " makes a semaphore set each time and never removes it",
                !site.inferred() && !site.isSum() && (there > 0 || site.jvm().complete())
                        ? Confidence.CERTAIN
                        : Confidence.LIKELY,
                evidence,
                List.of(
                        new Step(
                                "Let the program call semctl(semid, 0, IPC_RMID) when it is done with a set, also when it"
                                        + " fails before; or make one set and keep it.",
                                List.of()),
                        new Step(
                                "See which of the sets may go, and remove those and no other.",
                                List.of("semtrail prune"))),
                "Yes: " + rate(site)
                        + " a minute as long as the program runs, and again after each restart, until the code is"
                        + " changed.",
                settle(site),
                site.firstMs(),
                site.lastMs());
    }

    private static List<String> settle(Site site) {
        List<String> open = new ArrayList<>();
        if (!site.jvm().complete()) {
            open.add("a complete recording of this JVM: parts of this one are missing, removals may be among them");
        }
        if (site.keyed()) {
            open.add(
                    "whether the sets were there before: a table of a time before, or ipcs -s -t, which tells when each was"
                            + " made or last changed");
        }
        return open;
    }

    /** How many of its sets a captured table lists; -1 where none of where it ran was captured. */
    private static long there(Story story, Site site) {
        if (story.tables() == null || !story.tableHome().has(site.jvm())) {
            return -1;
        }
        return story.sets().stream()
                .filter(l -> l.goneAt() == null && l.listed())
                .filter(l ->
                        site.jvm().key().equals(l.creator()) && story.asked().has(l.born()))
                .filter(l -> l.get() == null ? site.inferred() : site.made(l.get()))
                .count();
    }

    static String rate(Site site) {
        double minutes = Math.max(Duration.ofSeconds(1).toMillis(), site.lastMs() - site.firstMs()) / 60_000.0;
        double rate = site.made() / minutes;
        return String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%.0f", rate);
    }
}
