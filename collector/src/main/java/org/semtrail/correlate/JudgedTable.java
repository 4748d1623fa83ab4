package org.semtrail.correlate;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.semtrail.capture.host.HostTable;
import org.semtrail.capture.host.HostTables;
import org.semtrail.capture.host.PosixFile;
import org.semtrail.capture.host.PosixMq;
import org.semtrail.capture.host.PosixSem;
import org.semtrail.capture.host.PosixShm;
import org.semtrail.capture.host.SysvMsg;
import org.semtrail.capture.host.SysvShm;

/**
 * A table of the host with the way to judge its rows.
 *
 * @param table how it is read and shown
 * @param identity the values by which a row is found again, first its name or id: all equal means that nothing moved
 * @param judge makes the judge of one look from what it saw
 */
public record JudgedTable<T>(
        HostTable<T> table,
        Function<T, List<Object>> identity,
        BiFunction<Ground, List<T>, Function<T, ObjectFacts<T>>> judge) {

    public static final JudgedTable<SysvShm> SHM = new JudgedTable<>(
            HostTables.SHM,
            s -> Arrays.asList(
                    s.ipcNs(), s.shmid(), s.key(), s.mode(), s.uid(), s.gid(), s.cuid(), s.cgid(), s.segsz(), s.cpid(),
                    s.lpid(), s.atime(), s.dtime(), s.ctime()),
            (ground, all) -> new ShmJudge(ground, all)::judge);

    public static final JudgedTable<SysvMsg> MSG = new JudgedTable<>(
            HostTables.MSG,
            q -> Arrays.asList(
                    q.ipcNs(), q.msqid(), q.key(), q.mode(), q.uid(), q.gid(), q.cuid(), q.cgid(), q.qnum(), q.lspid(),
                    q.lrpid(), q.stime(), q.rtime(), q.ctime()),
            (ground, all) -> new MsgJudge(ground)::judge);

    public static final JudgedTable<PosixSem> POSIX_SEM = new JudgedTable<>(
            HostTables.POSIX_SEM, s -> file(s.file()), (ground, all) -> new PosixJudge(ground)::judge);

    public static final JudgedTable<PosixShm> POSIX_SHM = new JudgedTable<>(
            HostTables.POSIX_SHM, s -> file(s.file()), (ground, all) -> new PosixJudge(ground)::judge);

    public static final JudgedTable<PosixMq> POSIX_MQ =
            new JudgedTable<>(HostTables.POSIX_MQ, q -> file(q.file()), (ground, all) -> new PosixJudge(ground)::judge);

    /** In the order in which they are listed. */
    public static final List<JudgedTable<?>> ALL = List.of(SHM, MSG, POSIX_SEM, POSIX_SHM, POSIX_MQ);

    private static List<Object> file(PosixFile f) {
        return Arrays.asList(
                f.id(),
                f.path(),
                f.deleted(),
                f.stat() == null
                        ? null
                        : List.of(
                                f.stat().uid(),
                                f.stat().gid(),
                                f.stat().mode(),
                                f.stat().size(),
                                f.stat().mtime()));
    }
}
