package org.semtrail.correlate.story;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.semtrail.capture.host.Amount;
import org.semtrail.capture.jfr.JvmEvent.OfCall;
import org.semtrail.capture.jfr.JvmEvent.SemGet;
import org.semtrail.capture.jfr.JvmFrame;

/** One place in the code of one JVM, by the application's own frames, and what was done there. Times in milliseconds. */
public final class Site {
    /** What is made at the start, once, is no leak. */
    private static final int FEWEST = 4;

    private static final long ONE_GO_MS = 1_000;

    /** A pool that has grown stops; who was quiet for so many times the usual distance has stopped. */
    private static final int PAUSE = 10;

    private final JvmLine jvm;
    private final OfCall sample;
    long made;
    long removed;
    long refused;
    long earlierMade;
    long earlierRemoved;
    long firstMs = Long.MAX_VALUE;
    long lastMs = Long.MIN_VALUE;
    /** In which second how many native methods ran whose C code may have made a set, of which Java does not see the id. */
    final Map<Long, Integer> maybe = new HashMap<>();

    boolean inferred;

    /** Whether its sets have keys, so that each may have been there before. */
    boolean keyed;

    /** Of how many places this is the sum; 1 where it is one. */
    private int places = 1;

    Site(JvmLine jvm, OfCall sample) {
        this.jvm = jvm;
        this.sample = sample;
    }

    /** The frames from where the application called, without the JDK's own: what calls of one place have in common. */
    static List<JvmFrame> frames(OfCall call) {
        List<JvmFrame> all = call.call().stack().frames();
        return call.frame().map(here -> all.subList(all.indexOf(here), all.size())).orElse(List.of()).stream()
                .filter(f -> !f.isOfJdk() && !f.isLambda())
                .toList();
    }

    void at(long ms) {
        firstMs = Math.min(firstMs, ms);
        lastMs = Math.max(lastMs, ms);
    }

    public JvmLine jvm() {
        return jvm;
    }

    public OfCall sample() {
        return sample;
    }

    /** The sum of sites of one JVM, by the one that made most; {@code places} of how many lines of the program. */
    static Site sum(List<Site> sites, int places) {
        Site most = Collections.max(sites, Comparator.comparingLong(Site::left));
        Site sum = new Site(most.jvm, most.sample);
        sum.places = places;
        for (Site s : sites) {
            sum.made += s.made;
            sum.removed += s.removed;
            sum.refused += s.refused;
            sum.earlierMade += s.earlierMade;
            sum.earlierRemoved += s.earlierRemoved;
            sum.firstMs = Math.min(sum.firstMs, s.firstMs);
            sum.lastMs = Math.max(sum.lastMs, s.lastMs);
            sum.inferred |= s.inferred;
            sum.keyed |= s.keyed;
        }
        return sum;
    }

    /** "com.acme.Lock.take:42". */
    public String place() {
        return place(sample) + (places == 1 ? "" : " and " + Amount.of(places - 1, "other place"));
    }

    /** Whether it is the sum of several places of the program. */
    public boolean isSum() {
        return places > 1;
    }

    /** Whether a set that was made by this call is one of it. */
    public boolean made(SemGet get) {
        return places > 1 || get.frame().equals(sample.frame());
    }

    /** Whether sets were made until there was no room, or again and again to the end of what is recorded, and hardly any removed. */
    public boolean leaks(Asked asked) {
        return isMany() && (refused > 0 || isGoing(asked));
    }

    /** Whether they were made again and again to the end of what is recorded, and hardly any removed. */
    boolean goesOn(Asked asked) {
        return isMany() && isGoing(asked);
    }

    private boolean isMany() {
        return made - removed >= FEWEST && removed * 10 <= made;
    }

    private boolean isGoing(Asked asked) {
        long span = lastMs - firstMs;
        long quiet = Math.min(asked.toMs(), jvm.lastMs()) - lastMs;
        long pace = span / Math.max(1, made - 1);
        return span > ONE_GO_MS && quiet <= Math.max(ONE_GO_MS, Math.min(span, PAUSE * pace));
    }

    static String place(OfCall call) {
        return call.frame().map(JvmFrame::toString).orElse("a place without Java stack");
    }

    /** "com.acme.Lock.take:42 < com.acme.Main.main:7". */
    public String stack() {
        List<JvmFrame> frames = frames(sample);
        return frames.isEmpty()
                ? "no Java stack"
                : frames.stream().limit(6).map(JvmFrame::toString).collect(Collectors.joining(" < "))
                        + (frames.size() > 6 ? " < …" : "");
    }

    /** Whether the sets are known only by the seconds in which they were made. */
    public boolean inferred() {
        return inferred;
    }

    /** Whether they have keys, and most likely were made by the calls that got them. */
    public boolean keyed() {
        return keyed;
    }

    public long made() {
        return made;
    }

    public long removed() {
        return removed;
    }

    /** Sets made before the time that is asked for and, as far as is told, never removed. */
    public long earlier() {
        return earlierMade - earlierRemoved;
    }

    /** Whether before that time it made sets again and again and removed hardly any. */
    public boolean leakedEarlier() {
        return earlier() >= FEWEST && earlierRemoved * 10 <= earlierMade;
    }

    /** Sets that it made and that, as far as is told, nobody removed. */
    public long left() {
        return made - removed + earlier();
    }

    /** How many semaphores each of its sets has; 1 where Java does not see it. */
    public int nsems() {
        return sample instanceof SemGet get ? get.nsems() : 1;
    }

    public long refused() {
        return refused;
    }

    public long firstMs() {
        return firstMs;
    }

    public long lastMs() {
        return lastMs;
    }
}
