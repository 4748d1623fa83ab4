package org.semtrail.agent.bind;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.semtrail.agent.emit.MemoryReader;
import org.semtrail.agent.emit.RawMemory;

/** Reads memory segments: those with bounds by themselves, mere addresses as raw memory. */
final class FfmMemory implements MemoryReader {
    private static final byte[] UNREADABLE = {};

    static final FfmMemory READER = new FfmMemory();

    private final Method isNative = Foreign.method(Foreign.SEGMENT, "isNative");
    private final Method byteSize = Foreign.method(Foreign.SEGMENT, "byteSize");
    private final Method asSlice = Foreign.method(Foreign.SEGMENT, "asSlice", long.class, long.class);
    private final Class<?> layout = Foreign.type("ValueLayout$OfByte");
    private final Method toArray = Foreign.method(Foreign.SEGMENT, "toArray", layout);
    private final Object ofByte = Foreign.constant("ValueLayout", "JAVA_BYTE");

    private FfmMemory() {}

    /** Called from wrappers: what a small structure or union is worth as a number. */
    static long word(Object segment) throws ReflectiveOperationException {
        byte[] bytes = READER.read(segment, Long.BYTES, false);
        ByteBuffer word = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        word.put(bytes);
        return word.getLong(0);
    }

    @Override
    public byte[] read(Object pointer, int length, boolean isReadable) throws ReflectiveOperationException {
        if (!Foreign.SEGMENT.isInstance(pointer)) {
            return null;
        }
        long size = (Long) byteSize.invoke(pointer);
        if (size == 0 && (Boolean) isNative.invoke(pointer)) {
            return isReadable ? RawMemory.read(Foreign.address(pointer), length) : UNREADABLE;
        }
        try {
            Object start = asSlice.invoke(pointer, 0L, Math.min(length, size));
            return (byte[]) toArray.invoke(start, ofByte);
        } catch (InvocationTargetException closedMeanwhile) {
            return UNREADABLE;
        }
    }

    @Override
    public Long address(Object pointer) throws ReflectiveOperationException {
        if (!Foreign.SEGMENT.isInstance(pointer)) {
            return null;
        }
        return (Boolean) isNative.invoke(pointer) ? Foreign.address(pointer) : 0;
    }
}
