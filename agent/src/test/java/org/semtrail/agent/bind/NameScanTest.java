package org.semtrail.agent.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class NameScanTest {
    private final NameScan names = new NameScan(SymbolNames.ALL);

    /** Declares a native of ours, behind constants of all sizes. */
    static final class WithNative {
        static final long LONG = 0x1234_5678_9abcL;
        static final double DOUBLE = 0.125;

        static native int semget(int key, int nsems, int semflg);

        Runnable lambda() {
            return () -> System.out.println(LONG + DOUBLE);
        }
    }

    /** Has the name, but not as a native. */
    static final class WithoutNative {
        static native int other();

        int semget() {
            return other();
        }
    }

    /** Has names that only look like ours. */
    static final class WithLikeness {
        static native int semgets();

        static native int semge();
    }

    @Test
    void findsADeclaredNative() throws IOException {
        assertTrue(names.declaresNative(classFile(WithNative.class)));
    }

    @Test
    void aMethodOfTheNameThatIsNotNativeIsOnlyAMention() throws IOException {
        assertTrue(names.mentions(classFile(WithoutNative.class)));
        assertFalse(names.declaresNative(classFile(WithoutNative.class)));
    }

    @Test
    void similarNamesAreNoMatch() throws IOException {
        assertFalse(names.mentions(classFile(WithLikeness.class)));
    }

    @Test
    void noClassOfTheJdkItselfIsTakenForOurs() throws IOException {
        for (Class<?> type : List.of(Object.class, String.class, Thread.class, Class.class, System.class)) {
            assertFalse(names.declaresNative(classFile(type)), type::toString);
        }
    }

    @Test
    void everyNameIsFound() {
        for (String name : SymbolNames.ALL) {
            assertEquals(name, new NameScan(List.of(name)).mentions(constantPoolOf(name)) ? name : "");
            assertTrue(names.mentions(constantPoolOf(name)), name);
        }
    }

    private static byte[] constantPoolOf(String name) {
        byte[] file = new byte[8 + 2 + 3 + name.length()];
        file[9] = 2;
        file[10] = 1;
        file[12] = (byte) name.length();
        for (int i = 0; i < name.length(); i++) {
            file[13 + i] = (byte) name.charAt(i);
        }
        return file;
    }

    private static byte[] classFile(Class<?> type) throws IOException {
        try (InputStream file = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return file.readAllBytes();
        }
    }
}
