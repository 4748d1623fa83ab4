package org.semtrail.agent.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

public class SplicedClassTest {
    private static final String OF_STRING = "(Ljava/lang/String;)Ljava/lang/String;";

    /** What code is added to. */
    public static class Subject {
        public Subject() {}

        public String straight(String text) {
            String copy = text;
            return copy;
        }

        String branching(String text) {
            return text.isEmpty() ? "nothing" : text;
        }

        String catching(String text) {
            try {
                return text.trim();
            } catch (RuntimeException e) {
                return null;
            }
        }

        int number(String text) {
            return text.length();
        }
    }

    private final SplicedClass subject = new SplicedClass(bytes());

    @Test
    void codeBeforeTheReturnSeesWhatIsReturnedAndChangesIt() throws Exception {
        assertTrue(subject.addBeforeReturn("straight", OF_STRING, upperCase(), 2));
        Object instance = load(subject.bytes()).getConstructor().newInstance();
        var straight = instance.getClass().getMethod("straight", String.class);
        assertEquals("ABC", straight.invoke(instance, "abc"));
    }

    @Test
    void methodsThatAreNotStraightAreRefused() {
        assertFalse(subject.addBeforeReturn("branching", OF_STRING, upperCase(), 2));
        assertFalse(subject.addBeforeReturn("catching", OF_STRING, upperCase(), 2));
    }

    @Test
    void methodsThatReturnNoReferenceAreRefused() {
        assertFalse(subject.addBeforeReturn("number", "(Ljava/lang/String;)I", upperCase(), 2));
    }

    @Test
    void methodsAreKnownByNameAndDescriptor() {
        assertTrue(subject.declares("straight", OF_STRING));
        assertFalse(subject.declares("straight", "()V"));
        assertFalse(subject.addBeforeReturn("missing", OF_STRING, upperCase(), 2));
    }

    /** Calls a method of ours with the string on the stack; a nop comes first, an instruction of one byte. */
    private byte[] upperCase() {
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        code.write(0x00);
        code.write(0xb8);
        SplicedClass.write2(code, subject.method("org/semtrail/agent/bind/SplicedClassTest", "upper", OF_STRING));
        return code.toByteArray();
    }

    /** Called from the added code, in a class of another loader. */
    public static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    private static byte[] bytes() {
        try (InputStream in = Subject.class.getResourceAsStream("SplicedClassTest$Subject.class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(byte[] classFile) {
        return new ClassLoader(SplicedClassTest.class.getClassLoader()) {
            Class<?> define() {
                return defineClass(Subject.class.getName(), classFile, 0, classFile.length);
            }
        }.define();
    }
}
