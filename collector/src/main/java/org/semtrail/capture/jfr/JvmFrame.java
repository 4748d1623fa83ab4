package org.semtrail.capture.jfr;

import java.util.List;
import java.util.Optional;

/**
 * One Java frame.
 *
 * @param type the class, by its binary name
 * @param method the method's name
 * @param line the line; -1 where the class file does not tell
 */
public record JvmFrame(String type, String method, int line) {
    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    /** A frame that was written as "com.acme.Lock.acquire:42"; empty for anything else. */
    static Optional<JvmFrame> parse(String text) {
        int colon = text.lastIndexOf(':');
        int dot = text.lastIndexOf('.', colon);
        if (dot <= 0 || !text.substring(colon + 1).matches("-?\\d{1,9}")) {
            return Optional.empty();
        }
        int line = Integer.parseInt(text.substring(colon + 1));
        return Optional.of(new JvmFrame(text.substring(0, dot), text.substring(dot + 1, colon), line));
    }

    /** "com.acme.Lock.acquire:42". The address in the name of a hidden class says nothing. */
    @Override
    public String toString() {
        int address = type.indexOf("+0x");
        return (address < 0 ? type : type.substring(0, address)) + "." + method + (line > 0 ? ":" + line : "");
    }

    /** Whether it is the agent's own. */
    public boolean isProbe() {
        return type.startsWith("org.semtrail.agent.");
    }

    /** Whether it is the JDK's own. */
    public boolean isOfJdk() {
        return JDK.stream().anyMatch(type::startsWith);
    }

    /** Whether it is a class that the JDK makes to call a lambda. */
    public boolean isLambda() {
        return type.contains("$$Lambda");
    }
}
