package org.semtrail.agent.emit;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads memory at an address. JDK 9 and later: jdk.internal.misc.Unsafe, which the agent has exported to itself, for
 * sun.misc.Unsafe warns on stderr since JDK 24; Java 8: sun.misc.Unsafe.
 */
public final class RawMemory {
    private static final int PAGE = 4096;

    private RawMemory() {}

    /** To be called before anything else here. */
    static void open(Opening opening) throws ReflectiveOperationException {
        opening.open(unsafeClass());
    }

    private static Class<?> unsafeClass() throws ClassNotFoundException {
        boolean java8 = System.getProperty("java.specification.version", "").startsWith("1.");
        return Class.forName(java8 ? "sun.misc.Unsafe" : "jdk.internal.misc.Unsafe");
    }

    /** The bytes at an address that must be mapped; null if there is no means to read them. */
    public static byte[] read(long address, int length) {
        if (Unsafe.GET_BYTE == null || (address >= 0 && address < PAGE)) {
            return null;
        }
        try {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) {
                bytes[i] = (Byte) Unsafe.GET_BYTE.invoke(Unsafe.INSTANCE, address + i);
            }
            return bytes;
        } catch (ReflectiveOperationException e) {
            Failures.count(e);
            return null;
        }
    }

    /** A C string at an address; it is not read beyond its end, for the next page may be unmapped. */
    static String text(long address, int longest) {
        byte[] bytes = new byte[64];
        for (int i = 0; i < longest; i++) {
            byte[] one = read(address + i, 1);
            if (one == null) {
                return null;
            }
            if (one[0] == 0) {
                return new String(bytes, 0, i, StandardCharsets.UTF_8);
            }
            bytes = i == bytes.length ? Arrays.copyOf(bytes, 2 * i) : bytes;
            bytes[i] = one[0];
        }
        return new String(bytes, 0, longest, StandardCharsets.UTF_8);
    }

    /** Found when it is first used, and by then opened. */
    private static final class Unsafe {
        static final Object INSTANCE;
        static final Method GET_BYTE;

        static {
            Object instance = null;
            Method getByte = null;
            try {
                Class<?> type = unsafeClass();
                if (type.getName().startsWith("sun.")) {
                    Field field = type.getDeclaredField("theUnsafe");
                    field.setAccessible(true);
                    instance = field.get(null);
                } else {
                    instance = type.getMethod("getUnsafe").invoke(null);
                }
                getByte = type.getMethod("getByte", long.class);
            } catch (ReflectiveOperationException | RuntimeException e) {
                Failures.count(e);
            }
            INSTANCE = instance;
            GET_BYTE = getByte;
        }
    }
}
