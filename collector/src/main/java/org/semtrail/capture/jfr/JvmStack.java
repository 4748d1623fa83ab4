package org.semtrail.capture.jfr;

import java.util.List;
import java.util.Optional;

/**
 * The Java stack of a call, innermost frame first.
 *
 * @param truncated whether the JVM kept only so many frames
 */
public record JvmStack(List<JvmFrame> frames, boolean truncated) {
    /** What stands between an application and C: the agent, the bindings, and how the JDK calls by handle or proxy. */
    private static final List<String> BINDINGS = List.of(
            "org.semtrail.agent.",
            "jnr.",
            "com.kenai.jffi.",
            "com.sun.jna.",
            "java.lang.foreign.",
            "java.lang.invoke.",
            "java.lang.reflect.",
            "jdk.internal.",
            "jdk.proxy",
            "com.sun.proxy.");

    /** Classes that a binding or the JDK makes in the application's own packages. */
    private static final List<String> GENERATED = List.of("$jnr$ffi$", "$Proxy", "$$Lambda");

    public static final JvmStack NONE = new JvmStack(List.of(), false);

    public JvmStack {
        frames = List.copyOf(frames);
    }

    /**
     * Where the application called: the first frame that belongs to no binding. A frame without a line number that has
     * the name of what was called is the declaration of a native method.
     *
     * @param called the C function, or the native method
     */
    public Optional<JvmFrame> application(String called) {
        return frames.stream()
                .filter(f -> !isBinding(f.type()))
                .filter(f -> f.line() > 0 || !f.method().equals(called))
                .findFirst()
                .or(() -> frames.stream().findFirst());
    }

    private static boolean isBinding(String type) {
        return BINDINGS.stream().anyMatch(type::startsWith)
                || GENERATED.stream().anyMatch(type::contains);
    }
}
