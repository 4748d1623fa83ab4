package org.semtrail.capture.jfr;

/**
 * One Java frame.
 *
 * @param type the class, by its binary name
 * @param method the method's name
 * @param line the line; -1 where the class file does not tell
 */
public record JvmFrame(String type, String method, int line) {
    /** "com.acme.Lock.acquire:42". */
    @Override
    public String toString() {
        return type + "." + method + (line > 0 ? ":" + line : "");
    }
}
