package org.semtrail.agent.bind;

import java.lang.annotation.Annotation;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.WeakHashMap;
import net.bytebuddy.jar.asm.Type;
import org.semtrail.agent.emit.Failures;

/**
 * A library that JNR loads, with its options: how its methods are mapped to symbols, and whether errno
 * is kept. The loaders of JNR are changed to announce it, for the generated class does not say.
 */
public final class JnrLoading {
    private static final Map<Class<?>, JnrLoading> ANNOUNCED = new WeakHashMap<>();
    private static volatile boolean renames;

    private final WeakReference<Object> nativeLibrary;
    private final WeakReference<Class<?>> library;
    private final WeakReference<Map<?, ?>> options;

    private JnrLoading(Object nativeLibrary, Class<?> library, Map<?, ?> options) {
        this.nativeLibrary = new WeakReference<>(nativeLibrary);
        this.library = new WeakReference<>(library);
        this.options = new WeakReference<>(options);
    }

    /** Called from JNR's loaders. */
    public static void announce(Object nativeLibrary, Class<?> library, Map<?, ?> options) {
        try {
            JnrLoading loading = new JnrLoading(nativeLibrary, library, options);
            synchronized (ANNOUNCED) {
                ANNOUNCED.put(library, loading);
            }
            renames |= loading.option("FunctionMapper") != null;
        } catch (Throwable t) {
            Failures.count(t);
        }
    }

    /** The change that makes a loader of JNR announce. */
    static BodyChange change(String className, String method) {
        return new AnnouncingChange(
                className, method, "(Ljnr/ffi/provider/jffi/NativeLibrary;Ljava/lang/Class;Ljava/util/Map;");
    }

    /** Whether there are libraries whose methods have names of their own. */
    static boolean anyRenames() {
        return renames;
    }

    /** Of the library that was announced; without options if it was not. */
    static JnrLoading of(Class<?> library) {
        JnrLoading known;
        synchronized (ANNOUNCED) {
            known = ANNOUNCED.get(library);
        }
        return known == null ? new JnrLoading(null, library, null) : known;
    }

    /** The function behind a method. */
    String symbol(String name, String descriptor) {
        Object mapper = option("FunctionMapper");
        Method method = mapper == null ? null : method(name, descriptor);
        if (method == null) {
            return name;
        }
        try {
            ClassLoader jnr = nativeLibrary.get().getClass().getClassLoader();
            Class<?> context = Class.forName("jnr.ffi.mapper.FunctionMapper$Context", false, jnr);
            Object mapped = Class.forName("jnr.ffi.mapper.FunctionMapper", false, jnr)
                    .getMethod("mapFunctionName", String.class, context)
                    .invoke(mapper, name, context(jnr, method));
            return mapped instanceof String ? (String) mapped : name;
        } catch (ReflectiveOperationException | RuntimeException e) {
            Failures.count(e);
            return name;
        }
    }

    private Object context(ClassLoader loader, Method method) throws ReflectiveOperationException {
        Constructor<?> constructor = Class.forName("jnr.ffi.provider.jffi.NativeFunctionMapperContext", false, loader)
                .getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return constructor.newInstance(nativeLibrary.get(), Arrays.asList(method.getAnnotations()));
    }

    /** Whether JNR keeps errno after a method: yes, unless the library or the method says otherwise; a method has the last word. */
    boolean savesErrno(String name, String descriptor) {
        boolean saves = option("SaveError") != null || option("IgnoreError") == null;
        Method method = method(name, descriptor);
        if (method == null) {
            return saves;
        }
        boolean methodSaves = hasAnnotation(method, "jnr.ffi.annotations.SaveError");
        boolean methodIgnores = hasAnnotation(method, "jnr.ffi.annotations.IgnoreError");
        return saves ? methodSaves || !methodIgnores : methodSaves;
    }

    private static boolean hasAnnotation(Method method, String type) {
        for (Annotation annotation : method.getAnnotations()) {
            if (annotation.annotationType().getName().equals(type)) {
                return true;
            }
        }
        return false;
    }

    private Method method(String name, String descriptor) {
        Class<?> type = library.get();
        for (Method method : type == null ? new Method[0] : type.getMethods()) {
            if (method.getName().equals(name)
                    && Type.getMethodDescriptor(method).equals(descriptor)) {
                return method;
            }
        }
        return null;
    }

    /** An option by the name of its enum constant; a key without a value counts as the key. */
    private Object option(String name) {
        Map<?, ?> all = options.get();
        if (all == null) {
            return null;
        }
        for (Map.Entry<?, ?> entry : all.entrySet()) {
            if (entry.getKey() instanceof Enum
                    && ((Enum<?>) entry.getKey()).name().equals(name)) {
                return entry.getValue() == null ? name : entry.getValue();
            }
        }
        return null;
    }
}
