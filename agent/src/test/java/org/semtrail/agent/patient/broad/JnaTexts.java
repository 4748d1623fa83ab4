package org.semtrail.agent.patient.broad;

import static org.semtrail.agent.patient.broad.Book.say;
import static org.semtrail.agent.patient.broad.JnaC.C;

import com.sun.jna.DefaultTypeMapper;
import com.sun.jna.FromNativeContext;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ToNativeContext;
import com.sun.jna.TypeConverter;
import com.sun.jna.WString;
import com.sun.jna.ptr.PointerByReference;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Texts, variable arguments, callbacks and converters. */
final class JnaTexts {
    /** With options. */
    public interface Latin extends Library {
        NativeLong strlen(String text);

        boolean isdigit(char character);

        Answer abs(Answer value);
    }

    /** What a converter makes of an int. */
    public enum Answer {
        NO,
        YES
    }

    private static final class AnswerConverter implements TypeConverter {
        @Override
        public Object fromNative(Object value, FromNativeContext context) {
            return Answer.values()[(Integer) value];
        }

        @Override
        public Object toNative(Object value, ToNativeContext context) {
            return value == null ? 0 : -((Answer) value).ordinal();
        }

        @Override
        public Class<?> nativeType() {
            return Integer.class;
        }
    }

    private JnaTexts() {}

    static void tell() {
        Book.chapter("texts");
        say("strlen", () -> C.strlen("häuser") + " " + C.strlen(""));
        Pointer copy = C.strdup("copied");
        say("strdup", () -> copy.getString(0) + " " + C.strlen(copy));
        C.free(copy);
        say("wcslen", () -> C.wcslen(new WString("häuser")));
        say("strerror", () -> C.strerror(28));
        byte[] text = new byte[80];
        NativeLong size = new NativeLong(text.length);
        say("snprintf", () -> C.snprintf(text, size, "%s %d %.2f %c %ld", "a", 7, 1.5, 'c', 1L << 40));
        say("printed", () -> Native.toString(text));
        say("environment", () -> C.setenv("SEMTRAIL_BROAD", "yes", true) + " " + C.getenv("SEMTRAIL_BROAD"));
        say("nothing", () -> C.getenv("SEMTRAIL_NARROW"));
        say("execvp", () -> C.execvp("/no/such/program", new String[] {"a", "b"}) + " " + Native.getLastError());
        options();
        callbacks();
    }

    private static void options() {
        Book.chapter("options");
        DefaultTypeMapper mapper = new DefaultTypeMapper();
        mapper.addTypeConverter(Answer.class, new AnswerConverter());
        Latin latin = Native.load(
                "c",
                Latin.class,
                Map.of(Library.OPTION_STRING_ENCODING, "ISO-8859-1", Library.OPTION_TYPE_MAPPER, mapper));
        say("encoding", () -> latin.strlen("häuser"));
        say("converter", () -> latin.abs(Answer.YES) + " " + latin.abs(null));
        say("boolean", () -> latin.isdigit('7') + " " + latin.isdigit('x'));
        say("object", () -> latin.equals(C) + " " + latin.toString());
        Library locked = Native.synchronizedLibrary(latin);
        say("synchronized", () -> ((Latin) locked).strlen("abc"));
    }

    private static void callbacks() {
        Book.chapter("callbacks");
        int[] numbers = {5, 3, 9, 1};
        AtomicInteger calls = new AtomicInteger();
        JnaC.Comparison byValue = (a, b) -> {
            calls.incrementAndGet();
            return Integer.compare(a.getInt(0), b.getInt(0));
        };
        C.qsort(numbers, new NativeLong(4), new NativeLong(4), byValue);
        say("qsort", () -> Arrays.toString(numbers) + " " + (calls.get() > 2));
        Memory sorted = new Memory(16);
        sorted.write(0, numbers, 0, 4);
        Memory key = new Memory(4);
        key.setInt(0, 5);
        say(
                "bsearch",
                () -> C.bsearch(key, sorted, new NativeLong(4), new NativeLong(4), byValue)
                        .equals(sorted.share(8)));
        Native.setCallbackExceptionHandler((callback, failure) -> System.out.println("callback threw " + failure));
        int[] few = {2, 1};
        C.qsort(few, new NativeLong(2), new NativeLong(4), (a, b) -> {
            throw new IllegalStateException("no order");
        });
        threads();
    }

    private static void threads() {
        StringBuilder seen = new StringBuilder();
        JnaC.Start start = argument -> {
            seen.append("has " + argument.getInt(0) + ", knows no set: " + C.semget(0x5e17, 1, 0) + " "
                    + Native.getLastError());
            return argument.share(4);
        };
        Memory argument = new Memory(8);
        argument.setInt(0, 42);
        PointerByReference thread = new PointerByReference();
        PointerByReference result = new PointerByReference();
        say("pthread_create", () -> C.pthread_create(thread, null, start, argument));
        say("pthread_join", () -> C.pthread_join(thread.getValue(), result));
        say("native thread", () -> seen);
        say("result", () -> result.getValue().equals(argument.share(4)));
    }
}
