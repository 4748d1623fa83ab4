package org.semtrail.agent.bind;

import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** A class to try the rewriting on: like those that JNR generates, a native method beside one with a body. */
public final class Sample {
    public static final String NAME = "org.semtrail.agent.sample.Sample";
    /** The method that can be called, and what it gives back. */
    public static final String METHOD = "semop";

    public static final int RESULT = 42;

    private static final String DESCRIPTOR = "(I[BJ)I";
    private static final int JAVA_8 = 52;

    private Sample() {}

    /** As the application's classes are rewritten, but for sites that record nothing. */
    public static byte[] rewritten() {
        return ClassRewriter.rewrite(classFile(), new EveryMethod());
    }

    private static byte[] classFile() {
        ClassWriter type = new ClassWriter(0);
        type.visit(JAVA_8, Opcodes.ACC_PUBLIC, NAME.replace('.', '/'), null, "java/lang/Object", null);
        type.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_NATIVE, "semget", "(III)I", null, null)
                .visitEnd();
        MethodVisitor code = type.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, METHOD, DESCRIPTOR, null, null);
        code.visitCode();
        code.visitIntInsn(Opcodes.BIPUSH, RESULT);
        code.visitInsn(Opcodes.IRETURN);
        code.visitMaxs(1, 4);
        code.visitEnd();
        type.visitEnd();
        return type.toByteArray();
    }

    /** Wraps whatever there is. */
    private static final class EveryMethod implements ClassRewriter.Choice {
        @Override
        public WrappedMethod wrapped(int access, String name, String descriptor) {
            return WrappedMethod.silent(descriptor);
        }

        @Override
        public LibraryCode library(String name, String descriptor) {
            return new LibraryCode();
        }

        @Override
        public String binding() {
            return null;
        }
    }
}
