package org.semtrail.agent.bind;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * When JNA links native methods it asks NativeLibrary.getFunction(String, Method) for the function of each. For one that we
 * renamed it is made to ask for the method that stands in its place, so that function mappers also see what was written:
 * <pre>
 * if (name.startsWith("semtrail$")) {
 *     JnaLinked.mark(method);
 *     name = name.substring(9);
 *     method = method.getDeclaringClass().getDeclaredMethod(name, method.getParameterTypes());
 * }
 * </pre>
 * All but the mark works for loaders that hide the agent, too: a renamed method must be found by any JNA.
 */
final class JnaLinkChange implements BodyChange {
    static final String CLASS = "com/sun/jna/NativeLibrary";
    static final String DESCRIPTOR = "(Ljava/lang/String;Ljava/lang/reflect/Method;)Lcom/sun/jna/Function;";

    private static final int MAJOR_VERSION = 6;

    @Override
    public String className() {
        return CLASS;
    }

    @Override
    public byte[] apply(ClassLoader loader, byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        if (reader.readUnsignedShort(MAJOR_VERSION) < Opcodes.V1_6) {
            // JNA 3: see JnaLinkage.
            return null;
        }
        ClassWriter writer = new ClassWriter(reader, 0);
        Looks looks = new Looks(writer, Visibility.reaches(loader, JnaLinked.class));
        reader.accept(looks, 0);
        return looks.found ? writer.toByteArray() : null;
    }

    /** Finds the method. */
    private static final class Looks extends ClassVisitor {
        private final boolean marks;
        private boolean found;

        Looks(ClassVisitor next, boolean marks) {
            super(Opcodes.ASM9, next);
            this.marks = marks;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            boolean looks =
                    name.equals("getFunction") && descriptor.equals(DESCRIPTOR) && (access & Opcodes.ACC_STATIC) == 0;
            found |= looks;
            return looks ? new Look(next, marks) : next;
        }
    }

    /** Goes before everything else in it; the locals keep their types. */
    private static final class Look extends MethodVisitor {
        private static final int NAME = 1;
        private static final int METHOD = 2;
        private static final int STACK = 3;
        private static final String STRING = "java/lang/String";

        private final boolean marks;

        Look(MethodVisitor next, boolean marks) {
            super(Opcodes.ASM9, next);
            this.marks = marks;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            Label body = new Label();
            visitVarInsn(Opcodes.ALOAD, NAME);
            visitLdcInsn(WrappedMethod.PREFIX);
            visitMethodInsn(Opcodes.INVOKEVIRTUAL, STRING, "startsWith", "(Ljava/lang/String;)Z", false);
            visitJumpInsn(Opcodes.IFEQ, body);
            if (marks) {
                visitVarInsn(Opcodes.ALOAD, METHOD);
                String ours = Type.getInternalName(JnaLinked.class);
                visitMethodInsn(Opcodes.INVOKESTATIC, ours, "mark", "(Ljava/lang/reflect/Method;)V", false);
            }
            name();
            method();
            visitLabel(body);
            visitFrame(Opcodes.F_SAME, 0, null, 0, null);
            // Else a frame of the body could fall on this one.
            visitInsn(Opcodes.NOP);
        }

        private void name() {
            visitVarInsn(Opcodes.ALOAD, NAME);
            visitIntInsn(Opcodes.BIPUSH, WrappedMethod.PREFIX.length());
            visitMethodInsn(Opcodes.INVOKEVIRTUAL, STRING, "substring", "(I)Ljava/lang/String;", false);
            visitVarInsn(Opcodes.ASTORE, NAME);
        }

        private void method() {
            visitVarInsn(Opcodes.ALOAD, METHOD);
            ofMethod("getDeclaringClass", "()Ljava/lang/Class;");
            visitVarInsn(Opcodes.ALOAD, NAME);
            visitVarInsn(Opcodes.ALOAD, METHOD);
            ofMethod("getParameterTypes", "()[Ljava/lang/Class;");
            visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL,
                    "java/lang/Class",
                    "getDeclaredMethod",
                    "(Ljava/lang/String;[Ljava/lang/Class;)Ljava/lang/reflect/Method;",
                    false);
            visitVarInsn(Opcodes.ASTORE, METHOD);
        }

        private void ofMethod(String method, String descriptor) {
            visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/reflect/Method", method, descriptor, false);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(Math.max(maxStack, STACK), maxLocals);
        }
    }
}
