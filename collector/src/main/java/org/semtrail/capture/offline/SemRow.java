package org.semtrail.capture.offline;

import java.time.Instant;
import java.util.List;

/**
 * A semaphore set as a text of another host tells it; null for each thing that it does not.
 *
 * @param semid its id
 * @param key its key; 0 is private
 * @param owner name or number of the owner, perhaps cut short
 * @param creator name or number of the creator, perhaps cut short
 * @param perms permission bits
 * @param nsems how many semaphores
 * @param otime last operation; null also for never
 * @param never whether the text says that it was never operated
 * @param ctime creation or last change
 * @param sems what is in each semaphore; empty where not told
 * @param waiting processes that wait on it
 * @param judged what {@code semtrail list} told of it
 */
public record SemRow(
        int semid,
        Integer key,
        String owner,
        String creator,
        Integer perms,
        Integer nsems,
        Instant otime,
        boolean never,
        Instant ctime,
        List<Sem> sems,
        Integer waiting,
        Judged judged) {
    /** One semaphore, as ipcs -s -i tells it. */
    public record Sem(int semnum, int value, int ncount, int zcount, int pid) {}

    /**
     * The verdict on it, as its word; null for none.
     *
     * @param maker who made it, or what it looks like; null where that is not told
     * @param by the process that made it; null where that is not told
     */
    public record Judged(String verdict, String maker, ProcessRow by, List<Ground> grounds) {
        public Judged {
            grounds = List.copyOf(grounds);
        }
    }

    /** @param side for its removal, against it, or open */
    public record Ground(String side, String what, String source) {}

    public SemRow {
        sems = List.copyOf(sems);
    }

    /** As tables have it that nobody judged. */
    SemRow(
            int semid,
            Integer key,
            String owner,
            String creator,
            Integer perms,
            Integer nsems,
            Instant otime,
            boolean never,
            Instant ctime,
            List<Sem> sems,
            Integer waiting) {
        this(semid, key, owner, creator, perms, nsems, otime, never, ctime, sems, waiting, null);
    }

    static SemRow of(int semid) {
        return new SemRow(semid, null, null, null, null, null, null, false, null, List.of(), null);
    }

    /** What either tells; where both do, the other one. */
    public SemRow with(SemRow other) {
        return new SemRow(
                semid,
                other.key == null ? key : other.key,
                longer(owner, other.owner),
                longer(creator, other.creator),
                other.perms == null ? perms : other.perms,
                other.nsems == null ? nsems : other.nsems,
                other.otime == null ? otime : other.otime,
                never || other.never,
                other.ctime == null ? ctime : other.ctime,
                other.sems.isEmpty() ? sems : other.sems,
                other.waiting == null ? waiting : other.waiting,
                other.judged == null ? judged : other.judged);
    }

    /** ipcs cuts names to ten characters. */
    private static String longer(String a, String b) {
        return a == null || (b != null && b.length() >= a.length()) ? b : a;
    }
}
