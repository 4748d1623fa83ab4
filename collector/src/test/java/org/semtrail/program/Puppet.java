package org.semtrail.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import jdk.jfr.Recording;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.Variadic;

/**
 * A Java program that does with semaphores what it is told, a line at a time, and answers each with the result, or errno
 * with a minus. {@code @NAME} before a command has a thread of that name do it, and the answer does not wait for it.
 * At the end of its input it exits.
 *
 * <pre>
 *   make KEY NSEMS FLAGS      semget
 *   op SEMID SEMNUM VALUE FLAGS
 *   set SEMID VALUE           SETVAL of the first semaphore
 *   remove SEMID
 *   rotate                    JFR begins a new chunk
 *   end                       with @NAME: the thread ends
 * </pre>
 */
public final class Puppet {
    private static final int IPC_RMID = 0;
    private static final int SETVAL = 16;
    private static final LibC C = LibraryLoader.create(LibC.class).load("c");
    private static final Runtime RUNTIME = Runtime.getRuntime(C);

    private final Map<String, ExecutorService> threads = new HashMap<>();

    private Puppet() {}

    /** What it uses of the C library. */
    public interface LibC {
        int semget(int key, int nsems, int semflg);

        int semop(int semid, ByteBuffer sops, long nsops);

        @Variadic(fixedCount = 3)
        int semctl(int semid, int semnum, int cmd, int value);
    }

    public static void main(String[] args) throws IOException {
        Puppet puppet = new Puppet();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(puppet.obey(line));
            }
        }
        System.exit(0);
    }

    private String obey(String line) {
        if (!line.startsWith("@")) {
            return Integer.toString(run(line));
        }
        String name = line.substring(1, line.indexOf(' '));
        String command = line.substring(line.indexOf(' ') + 1);
        if (command.equals("end")) {
            threads.remove(name).shutdown();
        } else {
            threads.computeIfAbsent(name, n -> Executors.newSingleThreadExecutor(task -> new Thread(task, n)))
                    .execute(() -> run(command));
        }
        return "told";
    }

    private static int run(String line) {
        String[] word = line.split(" ");
        int[] number = new int[word.length];
        for (int i = 1; i < word.length; i++) {
            number[i] = Integer.decode(word[i]);
        }
        int result = switch (word[0]) {
            case "make" -> make(number[1], number[2], number[3]);
            case "op" -> operate(number[1], number[2], number[3], number[4]);
            case "set" -> C.semctl(number[1], 0, SETVAL, number[2]);
            case "remove" -> remove(number[1]);
            case "rotate" -> rotate();
            default -> throw new IllegalArgumentException(line);
        };
        return result == -1 ? -RUNTIME.getLastError() : result;
    }

    private static int make(int key, int nsems, int flags) {
        return C.semget(key, nsems, flags);
    }

    private static int operate(int semid, int semnum, int value, int flags) {
        ByteBuffer sops = ByteBuffer.allocateDirect(6).order(ByteOrder.nativeOrder());
        sops.putShort((short) semnum)
                .putShort((short) value)
                .putShort((short) flags)
                .flip();
        return C.semop(semid, sops, 1);
    }

    private static int rotate() {
        try (Recording brief = new Recording()) {
            brief.start();
        }
        return 0;
    }

    private static int remove(int semid) {
        return C.semctl(semid, 0, IPC_RMID, 0);
    }
}
