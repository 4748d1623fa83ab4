package org.semtrail.capture.host;

import static org.semtrail.capture.host.Column.number;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jnr.ffi.Pointer;

/**
 * A System V message queue (msgctl(2)). The kernel keeps no creator's PID for it.
 *
 * @param ipcNs inode of the IPC namespace; null where it could not be read
 * @param cbytes bytes in the queue
 * @param qnum messages in the queue
 * @param qbytes bytes that it may hold; null from /proc/sysvipc, which does not tell
 * @param lspid PID of the last msgsnd in our PID namespace; 0 for none, or of another
 * @param lrpid PID of the last msgrcv, likewise
 * @param stime last msgsnd, null for never
 * @param rtime last msgrcv, null for never
 * @param ctime creation or last IPC_SET
 * @param waiting processes that wait in msgsnd or msgrcv on it; null until they were asked for
 */
public record SysvMsg(
        Long ipcNs,
        int key,
        int msqid,
        int mode,
        long uid,
        long gid,
        long cuid,
        long cgid,
        long cbytes,
        long qnum,
        Long qbytes,
        int lspid,
        int lrpid,
        Instant stime,
        Instant rtime,
        Instant ctime,
        Holders waiting) {
    public static final List<Column<SysvMsg>> COLUMNS = List.of(
            number("ipc_ns", "IPC namespace (inode)", SysvMsg::ipcNs),
            new Column<>("key", "Key of msgget(2); 0 is IPC_PRIVATE", Column.Kind.KEY, SysvMsg::key),
            number("msqid", "Id of the queue in its namespace", SysvMsg::msqid),
            new Column<>("mode", "Permission bits", Column.Kind.MODE, q -> q.mode() & 0777),
            new Column<>("uid", "Owner", Column.Kind.UID, SysvMsg::uid),
            new Column<>("gid", "Owner's group", Column.Kind.GID, SysvMsg::gid),
            new Column<>("cuid", "Creator's user", Column.Kind.UID, SysvMsg::cuid),
            new Column<>("cgid", "Creator's group", Column.Kind.GID, SysvMsg::cgid),
            new Column<>("cbytes", "Bytes waiting in the queue", Column.Kind.BYTES, SysvMsg::cbytes),
            number("qnum", "Messages waiting in the queue", SysvMsg::qnum),
            new Column<>("qbytes", "Bytes that the queue may hold", Column.Kind.BYTES, SysvMsg::qbytes),
            number("lspid", "PID of the last msgsnd; 0: none, or of another PID namespace", SysvMsg::lspid),
            number("lrpid", "PID of the last msgrcv; 0: none, or of another PID namespace", SysvMsg::lrpid),
            new Column<>("stime", "Last msgsnd", Column.Kind.AGE, SysvMsg::stime),
            new Column<>("rtime", "Last msgrcv", Column.Kind.AGE, SysvMsg::rtime),
            new Column<>("ctime", "Creation or last IPC_SET", Column.Kind.AGE, SysvMsg::ctime),
            number(
                    "waiting",
                    "PIDs that wait in msgsnd or msgrcv on it; \"?\" where none was seen and some could not be",
                    q -> q.waiting() == null ? null : q.waiting().known()));

    /** The queues of the calling thread's IPC namespace. */
    static Reading<SysvMsg> read(Look look) {
        Long ipcNs = ProcPids.namespace(look.host(), "thread-self/ns/ipc");
        Reading<SysvMsg> table = look.kernel()
                .flatMap(kernel -> SysvWalk.read(
                        "message queues",
                        kernel::msgctl,
                        Kernel.MSG_INFO,
                        Kernel.MSG_STAT_ANY,
                        SysvWalk.buffer(kernel),
                        (msqid, buffer) -> of(ipcNs, msqid, buffer)))
                .orElseGet(() -> SysvipcFile.read(look.host().proc("sysvipc/msg"), line -> of(ipcNs, line)));
        if (table.rows().isEmpty()) {
            return table;
        }
        List<Unseen> unseen = new ArrayList<>(table.unseen());
        unseen.addAll(look.msgWaiters().unseen());
        return new Reading<>(
                table.rows().stream()
                        .map(q -> q.with(look.msgWaiters().of(q.ipcNs(), q.msqid())))
                        .toList(),
                unseen);
    }

    private SysvMsg with(Holders who) {
        return new SysvMsg(
                ipcNs, key, msqid, mode, uid, gid, cuid, cgid, cbytes, qnum, qbytes, lspid, lrpid, stime, rtime, ctime,
                who);
    }

    /** msqid64_ds of asm-generic/msgbuf.h: the same on x86-64 and aarch64. */
    private static SysvMsg of(Long ipcNs, int msqid, Pointer ds) {
        return new SysvMsg(
                ipcNs,
                ds.getInt(0),
                msqid,
                ds.getInt(20),
                ds.getInt(4) & 0xffffffffL,
                ds.getInt(8) & 0xffffffffL,
                ds.getInt(12) & 0xffffffffL,
                ds.getInt(16) & 0xffffffffL,
                ds.getLong(72),
                ds.getLong(80),
                ds.getLong(88),
                ds.getInt(96),
                ds.getInt(100),
                SysvipcFile.time(ds.getLong(48)),
                SysvipcFile.time(ds.getLong(56)),
                SysvipcFile.time(ds.getLong(64)),
                null);
    }

    private static SysvMsg of(Long ipcNs, SysvipcFile.Line line) {
        return new SysvMsg(
                ipcNs,
                line.integer("key"),
                line.integer("msqid"),
                line.octal("perms"),
                line.number("uid"),
                line.number("gid"),
                line.number("cuid"),
                line.number("cgid"),
                line.number("cbytes"),
                line.number("qnum"),
                null,
                line.integer("lspid"),
                line.integer("lrpid"),
                line.time("stime"),
                line.time("rtime"),
                line.time("ctime"),
                null);
    }

    static final Removal<SysvMsg> REMOVAL = new Removal<>() {
        @Override
        public boolean isUnused(Look look, SysvMsg known) {
            Kernel kernel = look.kernel().orElseThrow();
            Pointer buffer = SysvWalk.buffer(kernel);
            return kernel.msgctl(known.msqid(), Kernel.IPC_STAT, buffer) == 0
                    && of(known.ipcNs(), known.msqid(), buffer).equals(known.with(null))
                    && look.msgWaiters().of(known.ipcNs(), known.msqid()).nobody();
        }

        @Override
        public long remove(Look look, SysvMsg known) {
            return look.kernel().orElseThrow().msgctl(known.msqid(), Kernel.IPC_RMID, null);
        }
    };

    public boolean isPrivate() {
        return key == 0;
    }
}
