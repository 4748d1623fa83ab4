package org.semtrail.agent.bind;

import java.util.Collections;
import java.util.List;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.semtrail.agent.call.NativeCall;
import org.semtrail.agent.emit.Status;

/**
 * Plain JNI: native methods that bear the name of a function, and those that a mapping names. They are renamed and wrapped when
 * their class is loaded; the JVM then links them by their old name (Instrumentation.setNativeMethodPrefix).
 */
final class JniBinding implements Binding {
    static final String NAME = "jni";

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
        boolean byName = !seesJna(loader);
        if (!byName && names.declaresNative(classFile)) {
            Status.blind(
                    "native methods of " + className + ": they may be JNA's, which looks for them under their names");
        }
        return ClassRewriter.rewrite(classFile, new OneClass(className, byName));
    }

    /** JNA's direct mapping asks the library for a function of the native method's name: a renamed one is not found. */
    private static boolean seesJna(ClassLoader loader) {
        return loader.getResource("com/sun/jna/Native.class") != null;
    }

    @Override
    public List<BodyChange> bodyChanges() {
        return Collections.emptyList();
    }

    /** The native methods of one class. */
    private final class OneClass implements ClassRewriter.Choice {
        private final String className;
        private final boolean byName;

        OneClass(String className, boolean byName) {
            this.className = className;
            this.byName = byName;
        }

        @Override
        public WrappedMethod wrapped(int access, String name, String descriptor) {
            if ((access & Opcodes.ACC_NATIVE) == 0) {
                return null;
            }
            for (NativeMapping mapping : mappings) {
                if (mapping.className.equals(className) && mapping.method.equals(name)) {
                    return mapping.wrapped(NAME, descriptor);
                }
            }
            NativeCall call = byName ? NativeCall.named(name) : null;
            return call == null ? null : WrappedMethod.of(call, NAME, descriptor);
        }

        @Override
        public LibraryCode library(String name, String descriptor) {
            return isOpaque(name) ? new StatusCode() : new LibraryCode();
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
