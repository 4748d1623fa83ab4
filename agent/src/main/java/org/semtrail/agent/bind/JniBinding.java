package org.semtrail.agent.bind;

import java.util.Collections;
import java.util.List;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.semtrail.agent.call.NativeCall;
import org.semtrail.agent.call.Syscalls;
import org.semtrail.agent.emit.Recorder;
import org.semtrail.agent.emit.Status;

/**
 * Plain JNI: native methods that bear the name of a function, and those that a mapping names. They are renamed and wrapped when
 * their class is loaded; the JVM then links them by their old name (Instrumentation.setNativeMethodPrefix). Where the class
 * sees JNA, it may be JNA that links them (see {@link JnaDirectBinding}).
 */
final class JniBinding implements Binding {
    static final String NAME = "jni";

    /** Where a class file tells it; its upper byte is 0. */
    private static final int MAJOR_VERSION = 7;

    private final NameScan names = new NameScan(SymbolNames.ALL);
    private final NativeMapping[] mappings;

    JniBinding(List<NativeMapping> mappings) {
        this.mappings = mappings.toArray(new NativeMapping[0]);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean matches(String className, byte[] classFile) {
        return isMapped(className) || names.declaresNative(classFile);
    }

    private boolean isMapped(String className) {
        for (int i = 0; i < mappings.length; i++) {
            if (mappings[i].className.equals(className)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public byte[] rewrite(ClassLoader loader, String className, byte[] classFile) {
        JnaLinkage jna = JnaLinkage.seenFrom(loader);
        if (jna == JnaLinkage.UNKNOWN && names.declaresNative(classFile)) {
            Status.blind("native methods of " + className.replace('/', '.')
                    + ": they may be JNA's, and this version of JNA is not known");
            Recorder.wake();
        }
        return ClassRewriter.rewrite(classFile, new OneClass(className, classFile, jna));
    }

    @Override
    public List<BodyChange> bodyChanges() {
        return Collections.emptyList();
    }

    /** The native methods of one class. */
    private final class OneClass implements ClassRewriter.Choice {
        private final String className;
        private final JnaLinkage jna;
        private final boolean hasFrames;
        private final String binding;

        OneClass(String className, byte[] classFile, JnaLinkage jna) {
            this.className = className;
            this.jna = jna;
            this.hasFrames = classFile[MAJOR_VERSION] >= Opcodes.V1_6;
            this.binding = jna == JnaLinkage.KNOWN && JnaDirectBinding.isOf(classFile) ? JnaDirectBinding.NAME : NAME;
        }

        @Override
        public String binding() {
            return binding;
        }

        @Override
        public WrappedMethod wrapped(int access, String name, String descriptor) {
            if ((access & Opcodes.ACC_NATIVE) == 0) {
                return null;
            }
            for (NativeMapping mapping : mappings) {
                if (mapping.className.equals(className) && mapping.method.equals(name)) {
                    return mapping.wrapped(binding, descriptor);
                }
            }
            return jna == JnaLinkage.UNKNOWN ? null : byName(name, descriptor);
        }

        private WrappedMethod byName(String name, String descriptor) {
            if (name.equals(NativeCall.SYSCALL)) {
                return WrappedMethod.syscall(Syscalls.sites(binding), descriptor);
            }
            NativeCall call = NativeCall.named(name);
            return call == null ? null : WrappedMethod.of(call, binding, descriptor);
        }

        @Override
        public LibraryCode library(String name, String descriptor) {
            if (isOpaque(name)) {
                return new StatusCode();
            }
            return hasFrames && jna == JnaLinkage.KNOWN ? new JnaDirectCode(className) : new LibraryCode();
        }

        private boolean isOpaque(String name) {
            for (NativeMapping mapping : mappings) {
                if (mapping.className.equals(className) && mapping.method.equals(name)) {
                    return mapping.returnsStatus();
                }
            }
            return false;
        }
    }

    /** Methods that return 0 or an errno. */
    private static final class StatusCode extends LibraryCode {
        @Override
        void pushErrno(MethodVisitor code, Type resultType, int result) {
            code.visitVarInsn(resultType.getOpcode(Opcodes.ILOAD), result);
            if (resultType.getSize() == 2) {
                code.visitInsn(Opcodes.L2I);
            }
        }
    }
}
