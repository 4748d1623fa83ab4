package org.semtrail.agent.bind;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the agent uses of java.lang.foreign, by name, for most JVMs that it runs in do not have it. No restricted methods. */
final class Foreign {
    static final Class<?> SEGMENT = type("MemorySegment");
    private static final Method ADDRESS = method(SEGMENT, "address");

    private Foreign() {}

    static long address(Object segment) throws ReflectiveOperationException {
        return (Long) ADDRESS.invoke(segment);
    }

    /** The same as a handle. */
    static MethodHandle addressHandle() {
        try {
            return MethodHandles.publicLookup().unreflect(ADDRESS);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Four bytes of native memory that any thread may use, freed when nobody knows them any more. */
    static Object newInt() throws ReflectiveOperationException {
        Class<?> arena = type("Arena");
        return method(arena, "allocate", long.class, long.class)
                .invoke(method(arena, "ofAuto").invoke(null), (long) Integer.BYTES, (long) Integer.BYTES);
    }

    /** A C string that stays as long as the segment is known. */
    static Object text(String text) throws ReflectiveOperationException {
        Class<?> arena = type("Arena");
        return method(arena, "allocateFrom", String.class)
                .invoke(method(arena, "ofAuto").invoke(null), text);
    }

    static Object segment(long address) throws ReflectiveOperationException {
        return method(SEGMENT, "ofAddress", long.class).invoke(null, address);
    }

    /** A function's description, by the names of the layouts in ValueLayout. */
    static Object function(String result, String... parameters) throws ReflectiveOperationException {
        Class<?> layout = type("MemoryLayout");
        Object layouts = Array.newInstance(layout, parameters.length);
        for (int i = 0; i < parameters.length; i++) {
            Array.set(layouts, i, constant("ValueLayout", parameters[i]));
        }
        return method(type("FunctionDescriptor"), "of", layout, layouts.getClass())
                .invoke(null, constant("ValueLayout", result), layouts);
    }

    /** The address of a symbol in what the linker always finds, mostly the C library; 0 if it is not there. */
    static long find(Object linker, String symbol) throws ReflectiveOperationException {
        Object lookup = method(type("Linker"), "defaultLookup").invoke(linker);
        Optional<?> found =
                (Optional<?>) method(type("SymbolLookup"), "find", String.class).invoke(lookup, symbol);
        return found.isPresent() ? address(found.get()) : 0;
    }

    /** For each parameter of a function whether it is a structure or a union that is passed by value. */
    static List<Boolean> areGroups(Object function) throws ReflectiveOperationException {
        List<Boolean> are = new ArrayList<>();
        Class<?> group = type("GroupLayout");
        Method layouts = method(type("FunctionDescriptor"), "argumentLayouts");
        for (Object layout : (List<?>) layouts.invoke(function)) {
            are.add(group.isInstance(layout));
        }
        return are;
    }

    static Object constant(String type, String name) {
        try {
            return type(type).getField(name).get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static Method method(Class<?> type, String name, Class<?>... parameters) {
        try {
            return type.getMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    static Class<?> type(String name) {
        try {
            return Class.forName("java.lang.foreign." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
