package org.semtrail.agent.bind;

import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;
import org.semtrail.agent.call.NativeCall;
import org.semtrail.agent.call.Syscalls;
import org.semtrail.agent.emit.Memory;

/**
 * JNR-FFI. It generates a class for each library interface, named Interface$jnr$ffi$1, whose methods are natives bound to
 * generated machine code, or Java code around such, or around a libffi call: all are renamed and wrapped when that class is
 * loaded. With jnr.ffi.asm.enabled=false there is no such class but a proxy, whose handler is wrapped.
 */
final class JnrBinding implements Binding {
    static final String NAME = "jnr";
    private static final String GENERATED = "$jnr$ffi$";
    /** The native halves of generated methods. */
    private static final String HALF = "$jni$";

    private final NameScan names = new NameScan(SymbolNames.ALL);
    private boolean readsMemory;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean matches(String className, byte[] classFile) {
        if (className.contains(GENERATED)) {
            return names.mentions(classFile) || JnrLoading.anyRenames();
        }
        return className.equals(JnrReflection.HANDLER);
    }

    @Override
    public byte[] rewrite(ClassLoader loader, String className, byte[] classFile) throws ReflectiveOperationException {
        readMemory();
        if (className.equals(JnrReflection.HANDLER)) {
            return JnrReflection.rewrite(classFile);
        }
        String interfaceName = className.substring(0, className.indexOf(GENERATED));
        Class<?> library = Class.forName(interfaceName.replace('/', '.'), false, loader);
        return ClassRewriter.rewrite(classFile, new OneLibrary(JnrLoading.of(library)));
    }

    @Override
    public List<BodyChange> bodyChanges() {
        return Arrays.asList(
                JnrLoading.change("jnr/ffi/provider/jffi/AsmLibraryLoader", "generateInterfaceImpl"),
                JnrLoading.change("jnr/ffi/provider/jffi/ReflectionLibraryLoader", "loadLibrary"));
    }

    private synchronized void readMemory() {
        if (!readsMemory) {
            Memory.add(new JnrMemory());
            readsMemory = true;
        }
    }

    /** The methods of one generated class. */
    private final class OneLibrary implements ClassRewriter.Choice {
        private final JnrLoading loading;

        OneLibrary(JnrLoading loading) {
            this.loading = loading;
        }

        @Override
        public WrappedMethod wrapped(int access, String name, String descriptor) {
            if ((access & Opcodes.ACC_STATIC) != 0 || name.contains(HALF) || name.startsWith("<")) {
                return null;
            }
            String symbol = loading.symbol(name, descriptor);
            if (symbol.equals(NativeCall.SYSCALL)) {
                return WrappedMethod.syscall(Syscalls.sites(NAME), descriptor);
            }
            NativeCall call = NativeCall.named(symbol);
            return call == null ? null : WrappedMethod.of(call, NAME, descriptor);
        }

        @Override
        public LibraryCode library(String name, String descriptor) {
            return new JnrCode(loading.savesErrno(name, descriptor));
        }

        @Override
        public String binding() {
            return NAME;
        }
    }
}
