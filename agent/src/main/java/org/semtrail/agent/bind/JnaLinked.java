package org.semtrail.agent.bind;

import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicBoolean;
import org.semtrail.agent.emit.Failures;

/** Which classes have native methods that JNA has linked: of those it keeps errno. */
public final class JnaLinked {
    /** Kept by the class: nothing of the application is held here. */
    private static final ClassValue<AtomicBoolean> LINKED = new ClassValue<AtomicBoolean>() {
        @Override
        protected AtomicBoolean computeValue(Class<?> type) {
            return new AtomicBoolean();
        }
    };

    private JnaLinked() {}

    /** Called from JNA when it links a method: its name as it was written. */
    public static String name(String name, Method method) {
        try {
            if (name.startsWith(WrappedMethod.PREFIX)) {
                LINKED.get(method.getDeclaringClass()).set(true);
                return name.substring(WrappedMethod.PREFIX.length());
            }
        } catch (Throwable t) {
            Failures.count(t);
        }
        return name;
    }

    /** Called from wrappers after a failure. */
    public static boolean is(Class<?> type) {
        return LINKED.get(type).get();
    }

    /** Called from JNA when it links a method or converts a result: the method as it was written, with its annotations. */
    public static Method asWritten(Method method) {
        try {
            if (method != null && method.getName().startsWith(WrappedMethod.PREFIX)) {
                String name = method.getName().substring(WrappedMethod.PREFIX.length());
                return method.getDeclaringClass().getDeclaredMethod(name, method.getParameterTypes());
            }
        } catch (Throwable t) {
            Failures.count(t);
        }
        return method;
    }
}
