package org.semtrail.capture.jfr;

/**
 * The thread of a call.
 *
 * @param name chosen by the application; empty for a virtual thread without one
 * @param javaId Java's number of it; 0 where the JVM does not tell
 * @param tid the kernel's number of it, as the JVM sees it; 0 where the JVM does not tell
 */
public record JvmThread(String name, long javaId, long tid) {
    public static final JvmThread UNKNOWN = new JvmThread("", 0, 0);

    /** The thread "main". */
    @Override
    public String toString() {
        return name.isEmpty() ? "thread #" + javaId : "thread \"" + name + "\"";
    }
}
