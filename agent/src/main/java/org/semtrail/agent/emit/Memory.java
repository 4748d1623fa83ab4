package org.semtrail.agent.emit;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the pointer arguments of a finished call point to, whether they came as addresses, arrays, buffers or a library's pointers. */
public final class Memory {
    private static final int LONGEST_TEXT = 4096;
    private static final long NO_TIMEOUT = -1;
    private static final List<MemoryReader> READERS = new CopyOnWriteArrayList<>();

    private Memory() {}

    public static void add(MemoryReader reader) {
        READERS.add(reader);
    }

    /** Up to {@code length} bytes behind an argument; null if they cannot be read. */
    static ByteBuffer bytes(Call call, int argument, int length) {
        try {
            Object memory = call.memory(argument);
            byte[] bytes = memory == null ? raw(call, argument, length) : of(memory, length, call.memoryWasReadable());
            return bytes == null ? null : ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        } catch (ReflectiveOperationException | RuntimeException e) {
            Failures.count(e);
            return null;
        }
    }

    /** An address is read only when the kernel has just read there without fault. */
    private static byte[] raw(Call call, int argument, int length) {
        long address = call.argument(argument);
        return address != 0 && call.memoryWasReadable() ? RawMemory.read(address, length) : null;
    }

    private static byte[] of(Object memory, int length, boolean isReadable) throws ReflectiveOperationException {
        if (memory instanceof byte[]) {
            byte[] array = (byte[]) memory;
            return Arrays.copyOf(array, Math.min(length, array.length));
        }
        if (memory instanceof short[] || memory instanceof int[] || memory instanceof long[]) {
            return ofNumbers(memory, length);
        }
        if (memory instanceof ByteBuffer) {
            return ofBuffer(((ByteBuffer) memory).duplicate(), length);
        }
        for (MemoryReader reader : READERS) {
            byte[] bytes = reader.read(memory, length, isReadable);
            if (bytes != null) {
                return bytes;
            }
        }
        return null;
    }

    private static byte[] ofNumbers(Object array, int length) {
        int count = Array.getLength(array);
        ByteBuffer all = ByteBuffer.allocate(count * Long.BYTES).order(ByteOrder.nativeOrder());
        if (array instanceof short[]) {
            all.asShortBuffer().put((short[]) array);
        } else if (array instanceof int[]) {
            all.asIntBuffer().put((int[]) array);
        } else {
            all.asLongBuffer().put((long[]) array);
        }
        int width = array instanceof short[] ? Short.BYTES : array instanceof int[] ? Integer.BYTES : Long.BYTES;
        return Arrays.copyOf(all.array(), Math.min(length, count * width));
    }

    private static byte[] ofBuffer(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[Math.min(length, buffer.remaining())];
        buffer.get(bytes);
        return bytes;
    }

    /** A C string argument, as text or as memory. */
    static String text(Call call, int argument) {
        Object memory = call.memory(argument);
        if (memory instanceof CharSequence) {
            return memory.toString();
        }
        try {
            long address = memory == null ? call.argument(argument) : number(memory);
            if (address != 0 && (memory == null || call.memoryWasReadable())) {
                return call.memoryWasReadable() ? RawMemory.text(address, LONGEST_TEXT) : null;
            }
        } catch (ReflectiveOperationException e) {
            Failures.count(e);
            return null;
        }
        ByteBuffer bytes = bytes(call, argument, LONGEST_TEXT);
        return bytes == null || bytes.remaining() == 0 ? null : untilZero(bytes.array());
    }

    static String untilZero(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    /** A machine word behind an argument, 0 if it cannot be read. */
    static long word(Call call, int argument) {
        ByteBuffer bytes = bytes(call, argument, Long.BYTES);
        return bytes == null || bytes.remaining() < Long.BYTES ? 0 : bytes.getLong();
    }

    /** Nanoseconds of a relative struct timespec, -1 if there is none. */
    static long timespec(Call call, int argument) {
        if (argument != call.site.firstMemory && argument != call.site.secondMemory) {
            return NO_TIMEOUT;
        }
        ByteBuffer bytes = bytes(call, argument, 2 * Long.BYTES);
        if (bytes == null || bytes.remaining() < 2 * Long.BYTES) {
            return NO_TIMEOUT;
        }
        return bytes.getLong() * 1_000_000_000L + bytes.getLong();
    }

    /** Nanoseconds between the start of the call and its absolute timeout, -1 if it has none. */
    static long timeLeft(Call call) {
        int argument = call.is("sem_timedwait") || call.is("sem_clockwait") ? call.site.firstMemory : 4;
        long until = timespec(call, argument);
        if (until == NO_TIMEOUT) {
            return NO_TIMEOUT;
        }
        boolean monotonic = call.is("sem_clockwait") && call.argument(1) == 1;
        long started =
                monotonic ? call.start : System.currentTimeMillis() * 1_000_000L - (System.nanoTime() - call.start);
        return Math.max(until - started, 0);
    }

    /** What an object argument is worth as a number: a boxed number, the first of variable arguments, an address. */
    static long number(Object object) throws ReflectiveOperationException {
        if (object instanceof Number) {
            return ((Number) object).longValue();
        }
        if (object instanceof Object[]) {
            Object[] all = (Object[]) object;
            return all.length == 0 ? 0 : number(all[0]);
        }
        if (object == null || object instanceof CharSequence) {
            return 0;
        }
        if (object instanceof Boolean) {
            return (Boolean) object ? 1 : 0;
        }
        for (MemoryReader reader : READERS) {
            Long address = reader.address(object);
            if (address != null) {
                return address;
            }
        }
        return 0;
    }
}
