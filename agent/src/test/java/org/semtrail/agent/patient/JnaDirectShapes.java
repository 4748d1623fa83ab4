package org.semtrail.agent.patient;

import com.sun.jna.FromNativeContext;
import com.sun.jna.FunctionMapper;
import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.MethodResultContext;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.NativeMapped;
import com.sun.jna.Pointer;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Map;
import org.semtrail.agent.patient.JnaShapes.SemBuf;
import org.semtrail.agent.patient.JnaShapes.Semaphore;

/** One call in each shape that a native method can have for JNA; prints what each returned. */
public final class JnaDirectShapes {
    /** Static methods, named as the functions. */
    static final class Plain {
        static {
            Native.register("c");
        }

        private Plain() {}

        static native int semget(int key, int nsems, int semflg);

        static native int semop(int semid, SemBuf operation, NativeLong nsops);

        static native int semop(int semid, byte[] operations, long nsops);

        static native int semop(int semid, ByteBuffer operations, long nsops);

        static native int semop(int semid, long address, long nsops);

        static native int semop(int semid, Pointer operations, long nsops);

        static native void semctl(int semid, int number, int command);

        static native int ftok(String path, int projectId);

        static native Semaphore sem_open(String name, int oflag);

        static native Pointer shmat(int shmid, Pointer address, int flags);

        static native long syscall(long number, int semid, SemBuf operations, long nsops);

        static native long syscall(long number);
    }

    /** Methods of objects, which throw. */
    static final class Throwing {
        static {
            Native.register("c");
        }

        native int semget(int key, int nsems, int semflg) throws LastErrorException;

        synchronized native int semop(int semid, byte[] operations, long nsops) throws LastErrorException;
    }

    /** Linked by others; speaks of no JNA. */
    static final class Elsewhere {
        private Elsewhere() {}

        static native int semget(int key, int nsems, int semflg);
    }

    /** Never linked. */
    static final class Nowhere {
        private Nowhere() {}

        static native int semget(int key, int nsems, int semflg);
    }

    /** On a method that the mapper and the converter look at. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Seen {}

    /** An int whose making tells for which method it is. */
    public static final class Told implements NativeMapped {
        final int value;

        public Told() {
            this(0);
        }

        Told(int value) {
            this.value = value;
        }

        @Override
        public Object fromNative(Object nativeValue, FromNativeContext context) {
            Method method = ((MethodResultContext) context).getMethod();
            System.out.println("converts for " + method.getName() + " " + method.isAnnotationPresent(Seen.class));
            return new Told((Integer) nativeValue);
        }

        @Override
        public Object toNative() {
            return value;
        }

        @Override
        public Class<?> nativeType() {
            return Integer.class;
        }
    }

    /** With a mapper that tells what it is asked; the second needs a mapping of the agent to be seen. */
    static final class Mapped {
        private Mapped() {}

        @Seen
        static native Told semget(int key, int nsems, int semflg);

        static native int makeSet(int key, int nsems, int semflg);
    }

    private JnaDirectShapes() {}

    public static void main(String[] arguments) {
        int semid = Plain.semget(0, 1, 0600);
        said("semop structure", Plain.semop(semid, new SemBuf(1), new NativeLong(1)));
        said("semop byte[]", Plain.semop(semid, Bytes.sembuf(1), 1));
        said(
                "semop buffer",
                Plain.semop(
                        semid, ByteBuffer.allocateDirect(6).put(Bytes.sembuf(1)).flip(), 1));
        SemBuf struct = new SemBuf(2);
        struct.write();
        said("semop address", Plain.semop(semid, Pointer.nativeValue(struct.getPointer()), 1));
        said("semop pointer", Plain.semop(semid, struct.getPointer(), 1));
        said("semop nothing", Plain.semop(semid, (Pointer) null, 1));
        said("ftok", Plain.ftok("/no/such/file", 1));
        said("sem_open", Plain.sem_open("/semtrail-none", 0) == null ? -1 : 0);
        said("shmat", Pointer.nativeValue(Plain.shmat(-1, null, 0)));
        said("syscall semop", Plain.syscall(Bytes.number("semop"), semid, new SemBuf(1), 1));
        said("syscall semop of no set", Plain.syscall(Bytes.number("semop"), -3, new SemBuf(1), 1));
        said("syscall getpid", Plain.syscall(Bytes.number("getpid")) > 0 ? 1 : 0);
        Plain.semctl(semid, 0, Scenario.IPC_RMID);
        Throwing throwing = new Throwing();
        thrown("semget", () -> throwing.semget(0x5eef, 1, 0600));
        thrown("semop", () -> throwing.semop(-1, Bytes.sembuf(1), 1));
        Native.register(Elsewhere.class, NativeLibrary.getInstance("c"));
        said("semget elsewhere", Elsewhere.semget(0x5ee0, 1, 0600));
        mapped();
        unlinked();
    }

    private static void mapped() {
        FunctionMapper mapper = (library, method) -> {
            System.out.println("maps " + method.getName() + " " + method.isAnnotationPresent(Seen.class));
            return method.getName().equals("makeSet") ? "semget" : method.getName();
        };
        Native.register(Mapped.class, NativeLibrary.getInstance("c", Map.of(Library.OPTION_FUNCTION_MAPPER, mapper)));
        said("semget mapped", Mapped.semget(0x5ee1, 1, 0600).value);
        said("makeSet mapped", Mapped.makeSet(0x5ee2, 1, 0600));
    }

    private static void unlinked() {
        try {
            Nowhere.semget(1, 1, 0);
        } catch (UnsatisfiedLinkError e) {
            System.out.println("semget nowhere: " + e.getClass());
        }
    }

    private static void thrown(String call, Runnable body) {
        try {
            body.run();
            System.out.println(call + ": nothing thrown");
        } catch (LastErrorException e) {
            System.out.println(call + ": " + e);
        }
    }

    private static void said(String call, long result) {
        System.out.println(call + ": " + result + (result == -1 ? " errno " + Native.getLastError() : ""));
    }
}
