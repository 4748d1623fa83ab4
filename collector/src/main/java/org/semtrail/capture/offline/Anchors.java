package org.semtrail.capture.offline;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Tells in one pass over the bytes whether a line can concern us at all, so that the other lines of a huge log are never
 * decoded.
 */
final class Anchors {
    /** Every row of messages.txt that counts in a log contains one of these words; a test holds that together. */
    static final Anchors OF_MESSAGES = new Anchors(List.of(
            "semget",
            "semop",
            "semtimedop",
            "semctl",
            "sem_",
            "semlock",
            "semaph",
            "sempho",
            "semian",
            "sem.mp-",
            "kernel/sem",
            "kernel.sem",
            "mutex",
            "accept lock",
            "cache lock",
            "_lock",
            "lock failed",
            "identifier removed",
            "table lock",
            "process table",
            "lock for new",
            "_multiprocessing",
            "num_lock",
            "amq6",
            "ora-27",
            "ora-008",
            "sskgp",
            "memory_target",
            "jvmshr",
            "shm",
            "shared memory",
            "msgget",
            "msg_",
            "msgsnd",
            "msgrcv",
            "msgctl",
            "mq_open",
            "udev cookie",
            "set cookie",
            "set_cookie",
            "xst",
            "post/wait",
            "系统调用",
            "システムコール",
            "системном вызове",
            "емафор",
            "信号",
            "信號",
            "セマフォ",
            "émaphor"));

    private final byte[][][] byPair = new byte[1 << 16][][];

    /** @param words of two bytes and more, in lower case as far as they are ASCII */
    Anchors(List<String> words) {
        words.forEach(this::add);
    }

    boolean anyIn(byte[] bytes, int length) {
        int before = 0;
        for (int i = 0; i < length; i++) {
            int b = lower(bytes[i]) & 0xff;
            byte[][] words = byPair[(before << 8) | b];
            if (words != null && i > 0 && anyAt(words, bytes, i + 1, length)) {
                return true;
            }
            before = b;
        }
        return false;
    }

    private static boolean anyAt(byte[][] tails, byte[] bytes, int at, int length) {
        for (byte[] tail : tails) {
            int i = 0;
            while (i < tail.length && at + i < length && lower(bytes[at + i]) == tail[i]) {
                i++;
            }
            if (i == tail.length) {
                return true;
            }
        }
        return false;
    }

    private static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
    }

    private void add(String word) {
        byte[] all = word.getBytes(StandardCharsets.UTF_8);
        int pair = (all[0] & 0xff) << 8 | (all[1] & 0xff);
        byte[][] old = byPair[pair] == null ? new byte[0][] : byPair[pair];
        byte[][] grown = Arrays.copyOf(old, old.length + 1);
        grown[old.length] = Arrays.copyOfRange(all, 2, all.length);
        byPair[pair] = grown;
    }
}
