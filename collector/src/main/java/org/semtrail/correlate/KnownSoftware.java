package org.semtrail.correlate;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.semtrail.capture.host.SysvSem;

/**
 * One row of the table of software that can be known by its sets. Resemblance is never proof: outputs say "looks like"
 * with {@code because}.
 *
 * @param name what to call it
 * @param because the marks that it is known by
 * @param judged whether its source was read: it makes new sets at each start, so that one whose maker is dead may be
 *     judged dead without a trace, with a key or without
 * @param refusal why we never remove its sets, with the vendor's own command; null where we may
 * @param matches the marks
 */
public record KnownSoftware(
        String name, String because, boolean judged, String refusal, BiPredicate<SysvSem, Hints> matches) {

    /**
     * What besides the set itself gives software away.
     *
     * @param mqUid uid of the user mqm; -1 where there is none
     * @param openJ9Uids owners of files in /tmp/javasharedresources and /tmp/.com_ibm_tools_attach
     */
    public record Hints(long mqUid, Set<Long> openJ9Uids) {
        public static final Hints NONE = new Hints(-1, Set.of());
    }

    /** PostgreSQL's mark in the last semaphore of each set (src/backend/port/sysv_sema.c, PGSemaMagic). */
    private static final int PG_MAGIC = 537;

    /** Set sizes that Oracle instances were seen with; its keys are never private. */
    private static final Set<Integer> ORACLE_SIZES = Set.of(104, 154, 156, 514, 1004);

    /** Refusals first: where two rows match, the one that keeps our hands off wins. */
    public static final List<KnownSoftware> ALL = List.of(
            new KnownSoftware(
                    "device-mapper udev cookie",
                    "its key begins with 0x0d4d",
                    false,
                    "device-mapper synchronises with udev by it: dmsetup udevcookies lists them, dmsetup udevcomplete_all"
                            + " completes those left behind",
                    (s, hints) -> s.key() >>> 16 == 0x0d4d),
            new KnownSoftware(
                    "Oracle Database",
                    "it has a key and a number of semaphores that Oracle instances use (104, 154, 156, 514, 1004)",
                    false,
                    "removing it kills the instance: sysresv shows which instance owns which set, shutdown abort frees them",
                    (s, hints) -> s.key() != 0 && ORACLE_SIZES.contains(s.nsems())),
            new KnownSoftware(
                    "IBM MQ",
                    "it belongs to the user mqm",
                    false,
                    "IBM forbids ipcrm for MQ (it damages queues): end the queue manager with endmqm, then amqiclen",
                    (s, hints) -> s.uid() == hints.mqUid() || s.cuid() == hints.mqUid()),
            new KnownSoftware(
                    "IBM/OpenJ9 JVM",
                    "it has a key, and its owner has control files in /tmp/javasharedresources or .com_ibm_tools_attach",
                    false,
                    "control files and shared memory belong to it: java -Xshareclasses:destroyAll, as that user",
                    (s, hints) -> s.key() != 0 && hints.openJ9Uids().contains(s.uid())),
            new KnownSoftware(
                    "uWSGI",
                    "private key, one semaphore, mode 666",
                    false,
                    "uWSGI removes its own sets when its master stops: stop it by its own command or unit",
                    (s, hints) -> s.key() == 0 && s.nsems() == 1 && s.mode() == 0666),
            new KnownSoftware(
                    "PostgreSQL",
                    "mode 600 and the mark 537 in its last semaphore",
                    true,
                    null,
                    (s, hints) -> s.mode() == 0600
                            && s.nsems() >= 2
                            && s.sems() != null
                            && s.sems().value()[s.nsems() - 1] == PG_MAGIC),
            new KnownSoftware(
                    "Apache httpd (APR)",
                    "private key, one semaphore, mode 600, made by root and given to another user",
                    true,
                    null,
                    (s, hints) -> s.key() == 0 && s.nsems() == 1 && s.mode() == 0600 && s.cuid() == 0 && s.uid() != 0));

    public static Optional<KnownSoftware> of(SysvSem sem, Hints hints) {
        return ALL.stream().filter(s -> s.matches().test(sem, hints)).findFirst();
    }

    /** PostgreSQL never operates its last semaphore: who initialised it is told there for as long as the set lives. */
    boolean keepsInitialiserInLast() {
        return name.equals("PostgreSQL");
    }
}
