package org.semtrail.agent.bind;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import org.semtrail.agent.emit.MemoryReader;

/** Reads JNR's pointers and structures by reflection: each application may have its own JNR, in its own loader. */
final class JnrMemory implements MemoryReader {
    private static final byte[] UNREADABLE = {};

    @Override
    public byte[] read(Object object, int length, boolean isReadable) throws ReflectiveOperationException {
        Object pointer = pointer(object);
        if (pointer == null) {
            return null;
        }
        Class<?> type = typeNamed(pointer.getClass(), "jnr.ffi.Pointer");
        long size = (Long) type.getMethod("size").invoke(pointer);
        // Pointer.wrap of a mere address has no bounds, which shows as the largest size.
        if (size > Integer.MAX_VALUE && !isReadable) {
            return UNREADABLE;
        }
        byte[] bytes = new byte[(int) Math.min(length, size)];
        type.getMethod("get", long.class, byte[].class, int.class, int.class)
                .invoke(pointer, 0L, bytes, 0, bytes.length);
        return bytes;
    }

    @Override
    public Long address(Object object) throws ReflectiveOperationException {
        Object pointer = pointer(object);
        if (pointer == null) {
            return null;
        }
        return (Long) typeNamed(pointer.getClass(), "jnr.ffi.Pointer")
                .getMethod("address")
                .invoke(pointer);
    }

    private static Object pointer(Object object) throws ReflectiveOperationException {
        Object first = object instanceof Object[] && Array.getLength(object) > 0 ? ((Object[]) object)[0] : object;
        if (first == null) {
            return null;
        }
        if (typeNamed(first.getClass(), "jnr.ffi.Pointer") != null) {
            return first;
        }
        Class<?> struct = typeNamed(first.getClass(), "jnr.ffi.Struct");
        if (struct == null) {
            return null;
        }
        Method memory = struct.getMethod("getMemory", struct);
        return memory.invoke(null, first);
    }

    private static Class<?> typeNamed(Class<?> from, String name) {
        for (Class<?> type = from; type != null; type = type.getSuperclass()) {
            if (type.getName().equals(name)) {
                return type;
            }
        }
        return null;
    }
}
