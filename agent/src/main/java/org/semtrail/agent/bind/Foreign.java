package org.semtrail.agent.bind;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
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

    /** The addresses of symbols in what the linker always finds, mostly the C library; 0 for one that is not there. */
    static long[] find(Object linker, List<String> symbols) throws ReflectiveOperationException {
        Object lookup = method(type("Linker"), "defaultLookup").invoke(linker);
        Method find = method(type("SymbolLookup"), "find", String.class);
        long[] addresses = new long[symbols.size()];
        for (int i = 0; i < addresses.length; i++) {
            Optional<?> found = (Optional<?>) find.invoke(lookup, symbols.get(i));
            addresses[i] = found.isPresent() ? address(found.get()) : 0;
        }
        return addresses;
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
