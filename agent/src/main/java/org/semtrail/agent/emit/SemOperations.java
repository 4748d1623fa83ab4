package org.semtrail.agent.emit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Puts an array of struct sembuf into words: "0:-1 UNDO|NOWAIT, 1:+1" (semop(2); sys/sem.h). */
final class SemOperations {
    static final boolean IS_BIG_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
    static final int SEMBUF = 6;
    /** SEMOPM of the kernel is 500; a longer list fails with E2BIG. */
    static final int LONGEST = 500;

    private static final int TOLD = 16;
    static final int IPC_NOWAIT = 04000;
    private static final int SEM_UNDO = 0x1000;

    private SemOperations() {}

    static String text(Call call, int argument, int nsops) {
        if (nsops < 1 || nsops > LONGEST) {
            return null;
        }
        ByteBuffer buffer = Memory.bytes(call, argument, Math.min(nsops, TOLD) * SEMBUF);
        return buffer == null || buffer.remaining() < SEMBUF ? null : text(buffer, nsops);
    }

    static String text(ByteBuffer buffer, int nsops) {
        StringBuilder text = new StringBuilder();
        int told = 0;
        for (; told < nsops && buffer.remaining() >= SEMBUF; told++) {
            append(
                    text.append(told == 0 ? "" : ", "),
                    buffer.getShort() & 0xffff,
                    buffer.getShort(),
                    buffer.getShort());
        }
        return text.append(told < nsops ? ", …" : "").toString();
    }

    private static void append(StringBuilder text, int number, short operation, short flags) {
        text.append(number).append(operation > 0 ? ":+" : ":").append(operation);
        if ((flags & (SEM_UNDO | IPC_NOWAIT)) != 0) {
            boolean both = (flags & SEM_UNDO) != 0 && (flags & IPC_NOWAIT) != 0;
            text.append(' ').append((flags & SEM_UNDO) != 0 ? "UNDO" : "").append(both ? "|" : "");
            text.append((flags & IPC_NOWAIT) != 0 ? "NOWAIT" : "");
        }
    }
}
