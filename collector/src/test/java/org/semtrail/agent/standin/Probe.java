package org.semtrail.agent.standin;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.Variadic;

/** Real calls on semaphore sets, each with its event. */
public final class Probe {
    public static final int UNDO = 0x1000;
    public static final int NOWAIT = 04000;

    private static final LibC C = LibraryLoader.create(LibC.class).load("c");
    private static final Runtime RUNTIME = Runtime.getRuntime(C);

    private Probe() {}

    /** The C library. */
    public interface LibC {
        int semget(int key, int nsems, int semflg);

        int semop(int semid, ByteBuffer sops, long nsops);

        @Variadic(fixedCount = 3)
        int semctl(int semid, int semnum, int cmd, int value);
    }

    public static int semget(int key, int nsems, int semflg) {
        Events.SemGet event = new Events.SemGet();
        event.begin();
        int semid = C.semget(key, nsems, semflg);
        event.key = key;
        event.nsems = nsems;
        event.semflg = semflg;
        event.semid = semid;
        event.ended("semget", semid, RUNTIME.getLastError());
        return semid;
    }

    /** One operation; recorded as the agent does: where it failed or waited. */
    public static int semop(int semid, int semnum, int value, int flags) {
        ByteBuffer sops = ByteBuffer.allocateDirect(6).order(ByteOrder.nativeOrder());
        sops.putShort((short) semnum)
                .putShort((short) value)
                .putShort((short) flags)
                .flip();
        Events.SemOperation event = new Events.SemOperation();
        event.begin();
        long began = System.nanoTime();
        int result = C.semop(semid, sops, 1);
        int errno = RUNTIME.getLastError();
        if (result == -1 || System.nanoTime() - began > 10_000_000) {
            event.semid = semid;
            event.nsops = 1;
            event.operations = semnum + ":" + (value > 0 ? "+" : "") + value + ((flags & UNDO) == 0 ? "" : " UNDO");
            event.ended("semop", result, errno);
        }
        return result;
    }

    public static int semctl(int semid, int semnum, String command, int value) {
        Events.SemControl event = new Events.SemControl();
        int number = command.equals("IPC_RMID") ? 0 : command.equals("SETVAL") ? 16 : 14;
        event.begin();
        int result = C.semctl(semid, semnum, number, value);
        event.semid = semid;
        event.semnum = semnum;
        event.command = command;
        event.commandNumber = number;
        event.argument = value;
        event.ended("semctl", result, RUNTIME.getLastError());
        return result;
    }

    /** What the agent counts of calls that it does not record one by one. */
    public static void counted(int semid, int errno, long count, long maxNanos, String histogram) {
        Events.IpcUsage event = new Events.IpcUsage();
        event.call = "semop";
        event.object = semid;
        event.errno = errno;
        event.count = count;
        event.timed = count;
        event.totalNanos = count * 900;
        event.maxNanos = maxNanos;
        event.histogram = histogram;
        event.commit();
    }

    /** C code that uses semaphores without telling Java their ids. */
    public static void hidden(String method, java.lang.Runnable call) {
        Events.JniCall event = new Events.JniCall();
        event.begin();
        call.run();
        event.method = method;
        event.function = "";
        event.ended("", 0, 0);
    }
}
