package org.semtrail.capture.jfr;

import java.util.List;

/**
 * One Java frame.
 *
 * @param type the class, by its binary name
 * @param method the method's name
 * @param line the line; -1 where the class file does not tell
 */
public record JvmFrame(String type, String method, int line) {
    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

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
