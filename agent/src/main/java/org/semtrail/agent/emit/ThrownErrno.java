package org.semtrail.agent.emit;

/** Finds the error number in what some libraries throw instead of returning it. */
final class ThrownErrno {
    /** APR's own codes begin here; those below are errno (apr_errno.h). */
    private static final int APR_OS_START_ERROR = 20_000;

    private ThrownErrno() {}

    /** 0 if it carries none. */
    static int of(Throwable thrown) throws ReflectiveOperationException {
        for (Class<?> type = thrown.getClass(); type != Throwable.class; type = type.getSuperclass()) {
            if (type.getName().equals("com.sun.jna.LastErrorException")) {
                return (Integer) type.getMethod("getErrorCode").invoke(thrown);
            }
            if (type.getName().equals("org.apache.tomcat.jni.Error")) {
                int status = (Integer) type.getMethod("getError").invoke(thrown);
                return status < APR_OS_START_ERROR ? status : 0;
            }
        }
        return 0;
    }
}
