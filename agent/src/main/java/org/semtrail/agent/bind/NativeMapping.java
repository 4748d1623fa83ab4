package org.semtrail.agent.bind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.semtrail.agent.call.NativeCall;
import org.semtrail.agent.emit.EventKind;
import org.semtrail.agent.emit.Site;

/**
 * Says what a native Java method does: {@code org.example.Sems#make=semget:key=0,nsems=1,flags=2}, where the numbers count
 * the method's parameters from 0 and {@code #1} is the constant 1; {@code org.example.Sems#make=semget} with the function's
 * own parameters; {@code org.example.Sems#make} for C code that uses objects which Java does not see.
 */
final class NativeMapping {
    /** Compiled where it is needed, for that costs a start several milliseconds. */
    private static final String FORM = "([\\w.$/]+)#([\\w$]+)(?:=(\\w+)(?::(.*))?)?";

    /** The mutexes and segments of APR through Tomcat Native: result 0 or an errno, the first parameter is the handle. */
    private static final List<NativeMapping> APR = Collections.unmodifiableList(Arrays.asList(
            opaque("org/apache/tomcat/jni/Lock", "create", false, Site.CANNOT_FAIL),
            opaque("org/apache/tomcat/jni/Lock", "childInit", false, Site.CANNOT_FAIL),
            opaque("org/apache/tomcat/jni/Lock", "destroy", false, Site.NOT_ZERO),
            opaque("org/apache/tomcat/jni/Lock", "lock", true, Site.NOT_ZERO),
            opaque("org/apache/tomcat/jni/Lock", "trylock", true, Site.NOT_ZERO),
            opaque("org/apache/tomcat/jni/Lock", "unlock", true, Site.NOT_ZERO),
            opaque("org/apache/tomcat/jni/Global", "create", false, Site.CANNOT_FAIL),
            opaque("org/apache/tomcat/jni/Global", "childInit", false, Site.CANNOT_FAIL),
            opaque("org/apache/tomcat/jni/Global", "destroy", false, Site.NOT_ZERO),
            opaque("org/apache/tomcat/jni/Global", "lock", true, Site.NOT_ZERO),
            opaque("org/apache/tomcat/jni/Global", "trylock", true, Site.NOT_ZERO),
            opaque("org/apache/tomcat/jni/Global", "unlock", true, Site.NOT_ZERO),
            opaque("org/apache/tomcat/jni/Shm", "create", false, Site.CANNOT_FAIL),
            opaque("org/apache/tomcat/jni/Shm", "attach", false, Site.CANNOT_FAIL),
            opaque("org/apache/tomcat/jni/Shm", "detach", false, Site.NOT_ZERO),
            opaque("org/apache/tomcat/jni/Shm", "remove", false, Site.NOT_ZERO),
            opaque("org/apache/tomcat/jni/Shm", "destroy", false, Site.NOT_ZERO)));

    /** Internal name. */
    final String className;

    final String method;
    /** Null if the C code uses objects that Java does not see. */
    private final NativeCall call;

    private final int[] parameters;
    private final long[] constants;
    private final boolean hot;
    private final long failure;

    private NativeMapping(
            String className,
            String method,
            NativeCall call,
            int[] parameters,
            long[] constants,
            boolean hot,
            long failure) {
        this.className = className;
        this.method = method;
        this.call = call;
        this.parameters = parameters;
        this.constants = constants;
        this.hot = hot;
        this.failure = failure;
    }

    private static NativeMapping opaque(String className, String method, boolean hot, long failure) {
        return new NativeMapping(className, method, null, null, null, hot, failure);
    }

    /** The mappings of the options, and those of APR. */
    static List<NativeMapping> parseAll(List<String> texts) {
        List<NativeMapping> all = new ArrayList<>();
        for (String text : texts) {
            all.add(parse(text));
        }
        all.addAll(APR);
        return all;
    }

    /** Throws IllegalArgumentException, whose message says what is wrong and what would be right. */
    static NativeMapping parse(String text) {
        Matcher form = Pattern.compile(FORM).matcher(text.trim());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "native=" + text + ": expected Class#method=function:argument=parameter,… as in "
                            + "org.example.Sems#make=semget:key=0,nsems=1,flags=2");
        }
        String className = form.group(1).replace('.', '/');
        if (form.group(3) == null) {
            return opaque(className, form.group(2), false, Site.CANNOT_FAIL);
        }
        NativeCall call = NativeCall.named(form.group(3));
        if (call == null) {
            throw new IllegalArgumentException("native=" + text + ": there is no function " + form.group(3)
                    + "; known are " + String.join(", ", SymbolNames.ALL));
        }
        int[] parameters = new int[WrappedMethod.ARGUMENTS];
        long[] constants = new long[WrappedMethod.ARGUMENTS];
        arguments(text, call, form.group(4), parameters, constants);
        return new NativeMapping(className, form.group(2), call, parameters, constants, false, call.failure);
    }

    private static void arguments(String text, NativeCall call, String list, int[] parameters, long[] constants) {
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = list == null && i < call.parameters.size() ? i : WrappedMethod.NONE;
        }
        for (String pair : list == null ? new String[0] : list.split(",")) {
            String[] sides = pair.split("=");
            int argument = sides.length == 2 ? index(call, sides[0].trim()) : -1;
            if (argument < 0 || !sides[1].trim().matches("#-?\\d{1,18}|\\d{1,3}")) {
                throw new IllegalArgumentException(
                        "native=" + text + ": " + pair + " is not argument=parameter; arguments of "
                                + call.symbol + " are " + String.join(", ", call.parameters)
                                + ", a parameter is a number counted from 0, or #constant");
            }
            String value = sides[1].trim();
            if (value.startsWith("#")) {
                constants[argument] = Long.parseLong(value.substring(1));
            } else {
                parameters[argument] = Integer.parseInt(value);
            }
        }
    }

    private static int index(NativeCall call, String name) {
        for (int i = 0; i < call.parameters.size(); i++) {
            String parameter = call.parameters.get(i);
            if (parameter.equals(name) || (name.equals("flags") && parameter.endsWith("flg"))) {
                return i;
            }
        }
        return -1;
    }

    /** Whether its result is 0 or an errno. */
    boolean returnsStatus() {
        return failure == Site.NOT_ZERO;
    }

    WrappedMethod wrapped(String binding, String descriptor) {
        if (call != null) {
            return WrappedMethod.of(call, binding, descriptor, parameters, constants);
        }
        String shortName = className.substring(className.lastIndexOf('/') + 1) + "." + method;
        Site site = new Site.Builder(shortName, binding, EventKind.JNI_CALL)
                .family("sem")
                .hot(hot)
                .failure(failure)
                .method(className.replace('/', '.') + "#" + method, "")
                .site();
        return WrappedMethod.opaque(site, descriptor, failure);
    }
}
