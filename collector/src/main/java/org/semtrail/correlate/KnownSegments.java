package org.semtrail.correlate;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.semtrail.capture.host.SysvShm;
import org.semtrail.capture.host.UserNames;

/**
 * One row of the table of software whose shared memory segments we never remove. Resemblance is never proof: outputs
 * say "looks like".
 *
 * @param name what to call it
 * @param because the marks that it is known by
 * @param refusal why we keep our hands off, with the vendor's own way
 * @param matches the marks
 */
record KnownSegments(String name, String because, String refusal, BiPredicate<SysvShm, UserNames> matches) {
    /** sizeof(PGShmemHeader) on 64-bit: since 9.3 all that PostgreSQL asks System V for (storage/pg_shmem.h). */
    private static final int PG_HEADER = 56;

    static final List<KnownSegments> ALL = List.of(
            new KnownSegments(
                    "PostgreSQL",
                    "it has a key, and 56 bytes with mode 600 or an owner named postgres",
                    "PostgreSQL proves by it that no other server runs on its data directory: it removes a dead one"
                            + " itself when it starts",
                    (s, names) -> !s.isPrivate()
                            && ((s.segsz() == PG_HEADER && (s.mode() & 0777) == 0600)
                                    || isOwner(s, names, "postgres", "pgsql", "enterprisedb"))),
            new KnownSegments(
                    "Oracle Database",
                    "its owner is named oracle or grid",
                    "removing it kills or corrupts the instance: sysresv shows which instance owns which segment,"
                            + " shutdown abort frees them",
                    (s, names) -> isOwner(s, names, "oracle", "grid")),
            new KnownSegments(
                    "IBM MQ",
                    "it belongs to the user mqm",
                    "IBM forbids ipcrm for MQ (it damages queues): end the queue manager with endmqm, then amqiclen",
                    (s, names) -> isOwner(s, names, "mqm")),
            new KnownSegments(
                    "IBM Db2",
                    "its owner is named like a Db2 instance (db2…)",
                    "Db2 frees it by its own command: ipclean, as the instance owner, after db2_kill",
                    (s, names) -> names.user(s.uid()).startsWith("db2")),
            new KnownSegments(
                    "SAP",
                    "its owner is named like an SAP administrator (three characters and adm)",
                    "SAP frees it by its own command: cleanipc NR remove, as that user, with the instance stopped",
                    (s, names) -> names.user(s.uid()).matches("[a-z][a-z0-9]{2}adm")));

    static Optional<KnownSegments> of(SysvShm segment, UserNames names) {
        return ALL.stream().filter(k -> k.matches().test(segment, names)).findFirst();
    }

    private static boolean isOwner(SysvShm segment, UserNames names, String... users) {
        return List.of(users).contains(names.user(segment.uid()))
                || List.of(users).contains(names.user(segment.cuid()));
    }
}
