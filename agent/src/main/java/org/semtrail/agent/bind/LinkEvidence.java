package org.semtrail.agent.bind;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * What a class file says about who links native methods. The JVM finds a renamed one by its old name; a library that looks for
 * functions by the names of methods does not, and there are more such libraries than are known here.
 */
final class LinkEvidence {
    private static final int UTF8 = 1;
    private static final String JNA = "com/sun/jna/";

    /** Libraries that link by name; BridJ and nalim. */
    private static final List<String> BY_NAME = Collections.unmodifiableList(Arrays.asList("org/bridj/", "one/nalim/"));

    /** What loads a library for the JVM to link. */
    private static final List<String> LOADING = Collections.unmodifiableList(Arrays.asList(
            "java/lang/System.load",
            "java/lang/System.loadLibrary",
            "java/lang/Runtime.load",
            "java/lang/Runtime.load0",
            "java/lang/Runtime.loadLibrary",
            "org/fusesource/hawtjni/runtime/Library.load",
            "org/fusesource/jansi/internal/JansiLoader.initialize",
            "org/bytedeco/javacpp/Loader.load",
            "org/scijava/nativelib/NativeLoader.loadLibrary"));

    /** Whether it loads a library as the JVM does. */
    final boolean loads;
    /** Whether it speaks of JNA. */
    final boolean mentionsJna;
    /** Whether it speaks of another library that links by name. */
    final boolean mentionsOther;

    private LinkEvidence(boolean loads, boolean mentionsJna, boolean mentionsOther) {
        this.loads = loads;
        this.mentionsJna = mentionsJna;
        this.mentionsOther = mentionsOther;
    }

    /** Of the class and of the one around it, whose file is null if there is none. */
    static LinkEvidence of(byte[] classFile, byte[] outer) {
        LinkEvidence own = of(classFile);
        if (outer == null) {
            return own;
        }
        LinkEvidence around = of(outer);
        return new LinkEvidence(
                own.loads || around.loads,
                own.mentionsJna || around.mentionsJna,
                own.mentionsOther || around.mentionsOther);
    }

    private static LinkEvidence of(byte[] classFile) {
        boolean jna = false;
        boolean other = false;
        ClassReader reader = new ClassReader(classFile);
        for (int i = 1; i < reader.getItemCount(); i++) {
            int at = reader.getItem(i);
            if (at > 0 && classFile[at - 1] == UTF8) {
                String text = new String(classFile, at + 2, reader.readUnsignedShort(at), StandardCharsets.US_ASCII);
                jna |= text.contains(JNA);
                for (String library : BY_NAME) {
                    other |= text.contains(library);
                }
            }
        }
        Calls calls = new Calls();
        reader.accept(calls, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return new LinkEvidence(calls.load, jna, other);
    }

    /** Looks for calls that load. */
    private static final class Calls extends ClassVisitor {
        private boolean load;

        Calls() {
            super(Opcodes.ASM9);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(
                        int opcode, String owner, String method, String methodDescriptor, boolean isInterface) {
                    load |= LOADING.contains(owner + "." + method);
                }
            };
        }
    }
}
