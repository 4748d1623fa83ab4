package org.semtrail.agent.bind;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.semtrail.agent.emit.Memory;
import org.semtrail.agent.emit.MemoryReader;

/**
 * Reads JNA's pointers, structures and references by reflection: each application may have its own JNA, in its own loader. To
 * read memory through JNA leaves the errno alone that JNA keeps.
 */
final class JnaMemory implements MemoryReader {
    private static final byte[] UNREADABLE = {};
    private static boolean registered;

    private JnaMemory() {}

    static synchronized void register() {
        if (!registered) {
            Memory.add(new JnaMemory());
            registered = true;
        }
    }

    @Override
    public byte[] read(Object object, int length, boolean isReadable) throws ReflectiveOperationException {
        Object pointer = pointer(object);
        if (pointer == null) {
            return null;
        }
        if (isReadable) {
            // Past the bounds of this object, too: each structure of an array has a pointer of its own size.
            return bytes(unbounded(pointer), length);
        }
        Class<?> bounded = typeNamed(pointer.getClass(), "com.sun.jna.Memory");
        if (bounded == null) {
            return UNREADABLE;
        }
        long size = (Long) bounded.getMethod("size").invoke(pointer);
        return bytes(pointer, (int) Math.min(length, size));
    }

    private static Object unbounded(Object pointer) throws ReflectiveOperationException {
        return typeNamed(pointer.getClass(), "com.sun.jna.Pointer")
                .getConstructor(long.class)
                .newInstance(nativeValue(pointer));
    }

    private static Long nativeValue(Object pointer) throws ReflectiveOperationException {
        Class<?> type = typeNamed(pointer.getClass(), "com.sun.jna.Pointer");
        return (Long) type.getMethod("nativeValue", type).invoke(null, pointer);
    }

    /** A pointer may refuse to be read (Pointer.createConstant), and a closed memory has no bytes. */
    private static byte[] bytes(Object pointer, int length) throws ReflectiveOperationException {
        try {
            return (byte[]) typeNamed(pointer.getClass(), "com.sun.jna.Pointer")
                    .getMethod("getByteArray", long.class, int.class)
                    .invoke(pointer, 0L, length);
        } catch (InvocationTargetException e) {
            return UNREADABLE;
        }
    }

    /** Of a structure that is passed by value, as union semun, and of a type that JNA maps, the value. */
    @Override
    public Long address(Object object) throws ReflectiveOperationException {
        Object pointer = pointer(object);
        if (pointer == null) {
            return is(object, "com.sun.jna.NativeMapped") ? mapped(object) : null;
        }
        if (is(object, "com.sun.jna.Structure$ByValue")) {
            int size = (Integer) object.getClass().getMethod("size").invoke(object);
            byte[] value = Arrays.copyOf(bytes(pointer, Math.min(size, Long.BYTES)), Long.BYTES);
            return ByteBuffer.wrap(value).order(ByteOrder.nativeOrder()).getLong();
        }
        return nativeValue(pointer);
    }

    /** The pointer that an object is, or that it or the first of its elements has; null if it is not of JNA. */
    private static Object pointer(Object object) throws ReflectiveOperationException {
        Object first = object instanceof Object[] && Array.getLength(object) > 0 ? ((Object[]) object)[0] : object;
        for (Class<?> type = first == null ? null : first.getClass(); type != null; type = type.getSuperclass()) {
            switch (type.getName()) {
                case "com.sun.jna.Pointer":
                    return first;
                case "com.sun.jna.Structure":
                case "com.sun.jna.PointerType":
                    return type.getMethod("getPointer").invoke(first);
                default:
            }
        }
        return null;
    }

    private static Long mapped(Object object) throws ReflectiveOperationException {
        Class<?> mapped = Class.forName(
                "com.sun.jna.NativeMapped", false, object.getClass().getClassLoader());
        Object value = mapped.getMethod("toNative").invoke(object);
        return value instanceof Number ? ((Number) value).longValue() : null;
    }

    private static boolean is(Object object, String implemented) {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Class<?> declared : type.getInterfaces()) {
                if (declared.getName().equals(implemented)) {
                    return true;
                }
            }
        }
        return false;
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
