package org.semtrail.agent.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import net.bytebuddy.asm.Advice;
import org.junit.jupiter.api.Test;

class AdviceChangeTest {
    /** Has one method to change and one to leave. */
    public static final class Subject {
        public static String chosen(String text) {
            return text;
        }

        public static String left(String text) {
            return text;
        }
    }

    /** Makes an argument shout. */
    public static final class Shout {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 0, readOnly = false) String text) {
            text = text + "!";
        }
    }

    @Test
    void onlyTheChosenMethodIsChanged() throws Exception {
        String name = Subject.class.getName();
        AdviceChange change = new AdviceChange(name.replace('.', '/'), "chosen", "(Ljava/lang/String;)", Shout.class);
        byte[] changed = change.apply(Subject.class.getClassLoader(), classFile());
        Class<?> type = new OneClass(name, changed).loadClass(name);
        assertEquals("a!", type.getMethod("chosen", String.class).invoke(null, "a"));
        assertEquals("a", type.getMethod("left", String.class).invoke(null, "a"));
    }

    private static byte[] classFile() throws IOException {
        try (InputStream file = Subject.class.getResourceAsStream("AdviceChangeTest$Subject.class")) {
            return file.readAllBytes();
        }
    }

    /** Defines one class itself. */
    private static final class OneClass extends ClassLoader {
        private final String name;
        private final byte[] classFile;

        OneClass(String name, byte[] classFile) {
            super(AdviceChangeTest.class.getClassLoader());
            this.name = name;
            this.classFile = classFile;
        }

        @Override
        protected Class<?> loadClass(String asked, boolean resolve) throws ClassNotFoundException {
            return asked.equals(name)
                    ? defineClass(name, classFile, 0, classFile.length)
                    : super.loadClass(asked, resolve);
        }
    }
}
