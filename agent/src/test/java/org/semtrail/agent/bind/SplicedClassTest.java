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

        /** Has all that points into code: branches, a switch, handlers, an object that is not initialized yet. */
        public String winding(String text) {
            StringBuilder all = new StringBuilder(text.isEmpty() ? "empty" : "full");
            for (int i = 0; i < text.length(); i++) {
                try {
                    switch (text.charAt(i)) {
                        case 'a' -> all.append(1);
                        case 'b' -> all.append(Integer.parseInt("x"));
                        case 'z' -> all.append(26L);
                        default -> all.append('?');
                    }
                } catch (NumberFormatException e) {
                    all.append(e.getClass().getSimpleName());
                } finally {
                    all.append(',');
                }
            }
            return all.toString();
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
    void codeAtTheStartSeesAndChangesTheParameters() throws Exception {
        assertEquals("ABC", atTheStart("straight", "abc"));
    }

    @Test
    void whateverPointsIntoTheCodeMovesAlong() throws Exception {
        String expected = new Subject().winding("abcz");
        assertEquals("full1,NumberFormatException,?,26,", expected);
        for (int length = 5; length < 80; length++) {
            SplicedClass other = new SplicedClass(bytes());
            assertTrue(other.addAtStart("winding", OF_STRING, change(other, "lower", length), 2));
            assertEquals(expected, call(other, "winding", "ABCZ"), "with " + length + " bytes before");
        }
    }

    @Test
    void aMethodThatIsNotThereIsRefused() {
        assertFalse(subject.addAtStart("missing", OF_STRING, change(subject, "upper", 5), 2));
    }

    private String atTheStart(String method, String argument) throws Exception {
        assertTrue(subject.addAtStart(method, OF_STRING, change(subject, "upper", 5), 2));
        return call(subject, method, argument);
    }

    private static String call(SplicedClass changed, String method, String argument) throws Exception {
        Object instance = load(changed.bytes()).getConstructor().newInstance();
        return (String) instance.getClass().getMethod(method, String.class).invoke(instance, argument);
    }

    /** Passes the parameter through a method of ours, behind as many nops as the length leaves. */
    private static byte[] change(SplicedClass subject, String by, int length) {
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        code.write(new byte[length - 5], 0, length - 5);
        code.write(0x2b);
        code.write(0xb8);
        SplicedClass.write2(code, subject.method("org/semtrail/agent/bind/SplicedClassTest", by, OF_STRING));
        code.write(0x4c);
        return code.toByteArray();
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

    public static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
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
