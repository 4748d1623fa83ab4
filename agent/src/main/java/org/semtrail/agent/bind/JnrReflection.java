package org.semtrail.agent.bind;

import java.lang.reflect.Method;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Type;
import org.semtrail.agent.call.NativeCall;
import org.semtrail.agent.call.Syscalls;
import org.semtrail.agent.emit.Failures;
import org.semtrail.agent.emit.Probe;
import org.semtrail.agent.emit.Recorder;
import org.semtrail.agent.emit.Status;

/** JNR without generated classes: one handler gets all calls of all libraries, with the method and boxed arguments. */
public final class JnrReflection {
    static final String HANDLER = "jnr/ffi/provider/NativeInvocationHandler";
    private static final Integer NOT_OURS = WrappedMethod.NONE;
    /** Added to the number of a site whose errno JNR does not keep. */
    private static final int WITHOUT_ERRNO = 1 << 24;

    /** Per interface, and kept by it: nothing of the application is held here. */
    private static final ClassValue<ConcurrentMap<Method, Integer>> SITES =
            new ClassValue<ConcurrentMap<Method, Integer>>() {
                @Override
                protected ConcurrentMap<Method, Integer> computeValue(Class<?> type) {
                    return new ConcurrentHashMap<>();
                }
            };

    private JnrReflection() {}

    static byte[] rewrite(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        HandlerVisitor visitor = new HandlerVisitor(writer);
        reader.accept(visitor, 0);
        if (!visitor.found()) {
            return null;
        }
        Status.instrumented(JnrBinding.NAME);
        return writer.toByteArray();
    }

    /** Called from the handler: number of the method's site, or {@link WrappedMethod#NONE}. */
    public static int site(Method method) {
        try {
            ConcurrentMap<Method, Integer> known = SITES.get(method.getDeclaringClass());
            Integer site = known.get(method);
            if (site == null) {
                site = find(method);
                known.put(method, site);
            }
            return site;
        } catch (Throwable t) {
            Failures.count(t);
            return WrappedMethod.NONE;
        }
    }

    /** Called from the handler: what is known of errno after a call. */
    public static int errno(int site, int last) {
        return (site & WITHOUT_ERRNO) == 0 ? last : -1;
    }

    private static Integer find(Method method) {
        JnrLoading loading = JnrLoading.of(method.getDeclaringClass());
        String descriptor = Type.getMethodDescriptor(method);
        String symbol = loading.symbol(method.getName(), descriptor);
        int number = number(symbol, method.getReturnType() != void.class);
        boolean known = number == WrappedMethod.NONE || loading.savesErrno(method.getName(), descriptor);
        return known ? number : number | WITHOUT_ERRNO;
    }

    private static int number(String symbol, boolean hasResult) {
        if (symbol.equals(NativeCall.SYSCALL)) {
            // Which are called is seen only when they return.
            Recorder.wake();
            return Probe.SYSCALLS + Syscalls.sites(JnrBinding.NAME);
        }
        NativeCall call = NativeCall.named(symbol);
        if (call == null) {
            return NOT_OURS;
        }
        return (hasResult ? call.site(JnrBinding.NAME) : call.siteWithoutResult(JnrBinding.NAME)).number;
    }
}
