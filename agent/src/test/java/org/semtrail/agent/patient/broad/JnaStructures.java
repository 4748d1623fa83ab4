package org.semtrail.agent.patient.broad;

import static org.semtrail.agent.patient.broad.Book.say;
import static org.semtrail.agent.patient.broad.JnaC.C;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.DoubleByReference;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Structures, unions, arrays, references and memory. */
final class JnaStructures {
    private JnaStructures() {}

    static void tell() {
        Book.chapter("structures");
        say("div", () -> C.div(17, 5).quot + " " + C.div(17, 5).rem);
        JnaC.Tm time = new JnaC.Tm();
        say(
                "gmtime",
                () -> C.gmtime_r(new long[] {86_400L * 365}, time).getPointer().equals(time.getPointer()));
        say("fields", () -> time.year + " " + time.mon + " " + time.mday + " " + time.zone + " " + time.gmtoff);
        say("timegm", () -> C.timegm(time));
        say("strftime", () -> text(C.strftime(TEXT, size(TEXT), "%Y-%m-%d", time)));
        say("unsupported", () -> C.gmtime_r(new NativeLong[] {new NativeLong(0)}, time) != null);
        JnaC.UtsName name = new JnaC.UtsName();
        say("uname", () -> C.uname(name) + " " + Native.toString(name.sysname));
        say("equal", () -> new JnaC.PollFd().dataEquals(new JnaC.PollFd()) + " " + new JnaC.PollFd().size());
        arrays();
        references();
        memory();
        semaphores();
    }

    private static final byte[] TEXT = new byte[64];

    private static NativeLong size(byte[] bytes) {
        return new NativeLong(bytes.length);
    }

    private static String text(NativeLong length) {
        return length + " " + Native.toString(TEXT);
    }

    private static void arrays() {
        int[] fds = new int[2];
        say("pipe", () -> C.pipe(fds) + " " + (fds[1] > fds[0]));
        Memory first = new Memory(4);
        first.write(0, new byte[] {1, 2, 3, 4}, 0, 4);
        JnaC.IoVec[] pieces = (JnaC.IoVec[]) new JnaC.IoVec().toArray(2);
        pieces[0].base = first;
        pieces[0].length = new NativeLong(4);
        pieces[1].base = first.share(1);
        pieces[1].length = new NativeLong(2);
        say("writev", () -> C.writev(fds[1], pieces, 2));
        JnaC.PollFd[] polled = (JnaC.PollFd[]) new JnaC.PollFd().toArray(2);
        polled[0].fd = fds[0];
        polled[0].events = 1;
        polled[1].fd = -1;
        say("poll", () -> C.poll(polled, new NativeLong(2), 0) + " " + polled[0].revents + " " + polled[1].revents);
        byte[] bytes = new byte[4];
        say("read", () -> C.read(fds[0], bytes, new NativeLong(4)) + " " + Arrays.toString(bytes));
        ByteBuffer buffer = ByteBuffer.allocateDirect(4);
        say("read", () -> C.read(fds[0], buffer, new NativeLong(4)) + " " + buffer.get(0) + " " + buffer.get(1));
        say("close", () -> C.close(fds[0]) + C.close(fds[1]) + C.close(fds[1]) + " errno " + Native.getLastError());
    }

    private static void references() {
        IntByReference exponent = new IntByReference();
        say("frexp", () -> C.frexp(12.0, exponent) + " " + exponent.getValue());
        DoubleByReference whole = new DoubleByReference();
        say("modf", () -> C.modf(-3.25, whole) + " " + whole.getValue());
        PointerByReference end = new PointerByReference();
        say("strtol", () -> C.strtol("77rest", end, 8) + " " + end.getValue().getString(0));
    }

    private static void memory() {
        Memory memory = new Memory(32);
        memory.clear();
        memory.setInt(4, 7);
        memory.setPointer(8, memory.share(4));
        memory.setDouble(16, 2.5);
        memory.setString(24, "abc");
        say("memory", () -> memory.getPointer(8).getInt(0) + " " + memory.getDouble(16) + " " + memory.getString(24));
        say("out of bounds", () -> memory.getInt(30));
        say(
                "buffer",
                () -> memory.getByteBuffer(4, 4)
                        .order(java.nio.ByteOrder.nativeOrder())
                        .getInt());
        say("opaque", () -> Pointer.createConstant(5).getByte(0));
        say("closed", () -> {
            memory.close();
            return memory.valid();
        });
    }

    private static void semaphores() {
        Book.chapter("semaphores");
        int semid = C.semget(0, 2, 0600);
        JnaC.SemUn.ByValue value = new JnaC.SemUn.ByValue();
        value.setType(int.class);
        value.val = 3;
        say("SETVAL", () -> C.semctl(semid, 1, 16, value));
        Memory all = new Memory(4);
        all.setShort(0, (short) 5);
        all.setShort(2, (short) 6);
        value.setType(Pointer.class);
        value.array = all;
        say("SETALL", () -> C.semctl(semid, 0, 17, value));
        say("GETVAL", () -> C.semctl(semid, 0, 12) + " " + C.semctl(semid, 1, 12));
        say("semop", () -> C.semop(semid, new byte[] {0, 0, 1, 0, 0, 0}, new NativeLong(1)));
        say("IPC_RMID", () -> C.semctl(semid, 0, 0));
        say("semop after it", () -> C.semop(semid, new byte[6], new NativeLong(1)) + " " + Native.getLastError());
    }
}
