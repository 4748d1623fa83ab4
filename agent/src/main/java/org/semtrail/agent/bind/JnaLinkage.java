package org.semtrail.agent.bind;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;

/**
 * Whether a class loader sees a JNA, and one whose look for functions is known. Its class files are read and not loaded: what a
 * transformer loads passes no transformer, so JNA would stay as it is and renamed methods would not be found.
 */
enum JnaLinkage {
    ABSENT,
    KNOWN,
    UNKNOWN;

    private static final NameScan LOOK = new NameScan(Collections.singleton(JnaLinkChange.DESCRIPTOR));
    /** Before version 4, Native itself asks the function mapper of the application, with the renamed method. */
    private static final NameScan OWN_MAPPING = new NameScan(Collections.singleton("getFunctionName"));

    private static final int BUFFER = 8192;

    static JnaLinkage seenFrom(ClassLoader loader) {
        try {
            byte[] caller = classFile(loader, "com/sun/jna/Native.class");
            byte[] callee = caller == null ? null : classFile(loader, JnaLinkChange.CLASS + ".class");
            if (caller == null) {
                return ABSENT;
            }
            boolean looks = callee != null && LOOK.mentions(caller) && isChanged(loader, callee);
            return looks && !OWN_MAPPING.mentions(caller) ? KNOWN : UNKNOWN;
        } catch (IOException | RuntimeException e) {
            return UNKNOWN;
        }
    }

    /** Tried now: when the change fails later, methods that depend on it are renamed already. */
    private static boolean isChanged(ClassLoader loader, byte[] callee) {
        return !Unchanged.contains(JnaLinkChange.CLASS) && JnaLinkChange.links(loader, callee);
    }

    static byte[] classFile(ClassLoader loader, String name) throws IOException {
        try (InputStream file = loader.getResourceAsStream(name)) {
            if (file == null) {
                return null;
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int count = file.read(buffer); count >= 0; count = file.read(buffer)) {
                bytes.write(buffer, 0, count);
            }
            return bytes.toByteArray();
        }
    }
}
