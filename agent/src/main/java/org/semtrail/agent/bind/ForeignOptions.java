package org.semtrail.agent.bind;

import java.lang.reflect.Array;

/** The linker's options (java.lang.foreign.Linker.Option) that somebody passed for a handle. */
final class ForeignOptions {
    private static final Class<?> OPTION = Foreign.type("Linker$Option");
    private static final Object ERRNO = option("captureCallState", String[].class, (Object) new String[] {"errno"});
    private static final Object CRITICAL = option("critical", boolean.class, false);

    private final Object[] options;

    ForeignOptions(Object[] options) {
        this.options = options;
    }

    static Object[] none() {
        return (Object[]) Array.newInstance(OPTION, 0);
    }

    /** Whether the handle has a segment for errno, or other such state, among its parameters. */
    boolean captureState() {
        return haveLike(ERRNO);
    }

    boolean captureErrno() {
        for (Object option : options) {
            if (ERRNO.equals(option)) {
                return true;
            }
        }
        return false;
    }

    boolean areCritical() {
        return haveLike(CRITICAL);
    }

    private boolean haveLike(Object wanted) {
        for (Object option : options) {
            if (option.getClass() == wanted.getClass()) {
                return true;
            }
        }
        return false;
    }

    Object[] withErrno() {
        Object[] all = (Object[]) Array.newInstance(OPTION, options.length + 1);
        System.arraycopy(options, 0, all, 0, options.length);
        all[options.length] = ERRNO;
        return all;
    }

    private static Object option(String name, Class<?> parameter, Object argument) {
        try {
            return Foreign.method(OPTION, name, parameter).invoke(null, argument);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
