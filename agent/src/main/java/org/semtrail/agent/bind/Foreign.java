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
    private static final Class<?> OPTION = type("Linker$Option");
    private static final Class<?> GROUP = type("GroupLayout");
    private static final Class<?> ARENA = type("Arena");

    private static final Method ADDRESS = method(SEGMENT, "address");
    private static final Object ERRNO = option("captureCallState", String[].class, (Object) new String[] {"errno"});
    private static final Object CRITICAL = option("critical", boolean.class, false);

    private Foreign() {}

    static long address(Object segment) throws ReflectiveOperationException {
        return (Long) ADDRESS.invoke(segment);
    }

    /** The same as a handle. */
    static MethodHandle addressHandle() throws IllegalAccessException {
        return MethodHandles.publicLookup().unreflect(ADDRESS);
    }

    /** Four bytes of native memory that any thread may use, freed when nobody knows them any more. */
    static Object newInt() throws ReflectiveOperationException {
        Object arena = method(ARENA, "ofAuto").invoke(null);
        return method(ARENA, "allocate", long.class, long.class)
                .invoke(arena, (long) Integer.BYTES, (long) Integer.BYTES);
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
        Method layouts = method(type("FunctionDescriptor"), "argumentLayouts");
        for (Object layout : (List<?>) layouts.invoke(function)) {
            are.add(GROUP.isInstance(layout));
        }
        return are;
    }

    /** Whether a function returns a structure or a union by value. */
    static boolean returnsGroup(Object function) throws ReflectiveOperationException {
        Optional<?> layout =
                (Optional<?>) method(type("FunctionDescriptor"), "returnLayout").invoke(function);
        return layout.isPresent() && GROUP.isInstance(layout.get());
    }

    static boolean capturesState(Object[] options) {
        return hasLike(options, ERRNO);
    }

    /** False if it captures nothing or something else. */
    static boolean capturesErrno(Object[] options) {
        for (Object option : options) {
            if (ERRNO.equals(option)) {
                return true;
            }
        }
        return false;
    }

    static boolean isCritical(Object[] options) {
        return hasLike(options, CRITICAL);
    }

    private static boolean hasLike(Object[] options, Object wanted) {
        for (Object option : options) {
            if (option.getClass() == wanted.getClass()) {
                return true;
            }
        }
        return false;
    }

    static Object[] withErrno(Object[] options) {
        Object[] all = (Object[]) Array.newInstance(OPTION, options.length + 1);
        System.arraycopy(options, 0, all, 0, options.length);
        all[options.length] = ERRNO;
        return all;
    }

    private static Object option(String name, Class<?> parameter, Object argument) {
        try {
            return method(OPTION, name, parameter).invoke(null, argument);
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
