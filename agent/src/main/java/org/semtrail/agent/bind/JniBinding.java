package org.semtrail.agent.bind;

import java.io.IOException;
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
 * their class is loaded; the JVM then links them by their old name (Instrumentation.setNativeMethodPrefix). Others that link
 * them would not find them any more: so they are renamed only where it is known that the JVM will, or a JNA that has been
 * changed for it (see {@link JnaDirectBinding}). A wrong guess would break the application, a call left out is only not seen.
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
    public byte[] rewrite(ClassLoader loader, String className, byte[] classFile) throws IOException {
        JnaLinkage jna = JnaLinkage.seenFrom(loader);
        LinkEvidence evidence = LinkEvidence.of(classFile, outer(loader, className));
        String doubt = doubt(jna, evidence);
        boolean isJnas = jna == JnaLinkage.KNOWN && evidence.mentionsJna;
        boolean isByOthers = evidence.mentionsOther || (evidence.mentionsJna && jna != JnaLinkage.KNOWN);
        if (doubt != null && (isByOthers || names.declaresNative(classFile))) {
            Status.blind("native methods of " + className.replace('/', '.') + ": " + doubt);
            Recorder.wake();
        }
        return isByOthers
                ? null
                : ClassRewriter.rewrite(classFile, new OneClass(className, classFile, jna, isJnas, doubt == null));
    }

    /** The class around the outermost one; null if it is that itself. */
    private static byte[] outer(ClassLoader loader, String className) throws IOException {
        int end = className.indexOf('$', className.lastIndexOf('/') + 2);
        return end < 0 ? null : JnaLinkage.classFile(loader, className.substring(0, end) + ".class");
    }

    /** Why methods stay as they are that only bear a name of ours; null if they need not. */
    private static String doubt(JnaLinkage jna, LinkEvidence evidence) {
        if (jna == JnaLinkage.UNKNOWN) {
            return "they may be JNA's, and this version of JNA is not known";
        }
        if (evidence.mentionsOther) {
            return "they are linked by a library that is not known";
        }
        return evidence.loads || evidence.mentionsJna
                ? null
                : "nothing tells that the JVM links them; if it does, native=Class#method=function records them";
    }

    @Override
    public List<BodyChange> bodyChanges() {
        return Collections.emptyList();
    }

    /** The native methods of one class. */
    private final class OneClass implements ClassRewriter.Choice {
        private final String className;
        private final JnaLinkage jna;
        private final boolean byName;
        private final boolean hasFrames;
        private final String binding;

        OneClass(String className, byte[] classFile, JnaLinkage jna, boolean isJnas, boolean byName) {
            this.className = className;
            this.jna = jna;
            this.byName = byName;
            this.hasFrames = classFile[MAJOR_VERSION] >= Opcodes.V1_6;
            if (isJnas) {
                JnaMemory.register();
            }
            this.binding = isJnas ? JnaDirectBinding.NAME : NAME;
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
            return byName ? byName(name, descriptor) : null;
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
