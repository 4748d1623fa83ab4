package org.semtrail.correlate.story;

import java.util.List;
import org.semtrail.capture.jfr.JvmEvent.SemGet;
import org.semtrail.correlate.Verdict;

/**
 * The life of one semaphore set, as far as it is told; times in milliseconds since 1970.
 *
 * @param key names it in the report
 * @param born null where not known
 * @param bornHow in words
 * @param goneAt null where it is not known to be gone
 * @param goneBy key of the process that removed it; null where not known
 * @param creator key of the process that made it; null where not known
 * @param get the call that made it; null where it was not recorded
 * @param evidence what speaks for its removal and against it
 * @param stuck null for none
 * @param listed whether the captured table lists it
 */
public record Life(
        String key,
        int semid,
        Long ipcNs,
        Row row,
        Long born,
        String bornHow,
        Long goneAt,
        String goneBy,
        String goneHow,
        String creator,
        SemGet get,
        String verdict,
        List<Proof> evidence,
        Stuck stuck,
        boolean listed) {
    /** A semaphore at 0 that somebody waits for, and who operated it last. */
    public record Stuck(int semnum, int pid, int ncount) {}

    /**
     * What a table says of it; null each where it does not.
     *
     * @param owner the name or number of its owner
     * @param maker the program that made it, or "like …" what it looks like
     */
    public record Row(Long uid, String owner, Integer nsems, Integer mode, Integer key, String maker) {
        public static final Row NONE = new Row(null, null, null, null, null, null);
    }

    /** Whether it is judged to be dead, or presumed so. */
    public boolean isDead() {
        return isOrphan() || Verdict.PRESUMED_ORPHAN.label().equals(verdict);
    }

    /** Whether it is judged to be certainly dead. */
    public boolean isOrphan() {
        return Verdict.ORPHAN.label().equals(verdict);
    }

    /** Whether a living process is seen to use it. */
    public boolean isProvenInUse() {
        return Verdict.IN_USE.label().equals(verdict);
    }

    /** Whether a recorded JVM made it or found it, by its key. */
    public boolean isKeyedOfJvm() {
        return bornHow != null && bornHow.startsWith(LifeOf.MADE_OR_FOUND);
    }

    /** Whether it is judged to be in use, or presumed so. */
    public boolean isInUse() {
        return Verdict.IN_USE.label().equals(verdict)
                || Verdict.PRESUMED_IN_USE.label().equals(verdict);
    }

    /** @param side for its removal, against it, or open */
    public record Proof(String side, String what, String source) {}

    public Life {
        evidence = List.copyOf(evidence);
    }

    /** As a table lists it. */
    public Life(
            String key,
            int semid,
            Long ipcNs,
            Row row,
            Long born,
            String bornHow,
            Long goneAt,
            String goneBy,
            String goneHow,
            String creator,
            SemGet get,
            String verdict,
            List<Proof> evidence,
            Stuck stuck) {
        this(
                key, semid, ipcNs, row, born, bornHow, goneAt, goneBy, goneHow, creator, get, verdict, evidence, stuck,
                true);
    }
}
