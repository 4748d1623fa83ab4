package org.semtrail.agent.bind;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Puts a call of {@link JnrLoading#announce} with the first three arguments before everything else in a method. */
final class AnnouncingChange implements BodyChange {
    private final String className;
    private final String method;
    private final String descriptorStart;

    AnnouncingChange(String className, String method, String descriptorStart) {
        this.className = className;
        this.method = method;
        this.descriptorStart = descriptorStart;
    }

    @Override
    public String className() {
        return className;
    }

    @Override
    public byte[] apply(ClassLoader loader, byte[] classFile) {
        if (!Visibility.reaches(loader, JnrLoading.class)) {
            return null;
        }
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new Announcing(writer), 0);
        return writer.toByteArray();
    }

    /** Finds the method. */
    private final class Announcing extends ClassVisitor {
        Announcing(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            boolean chosen = name.equals(method)
                    && descriptor.startsWith(descriptorStart)
                    && (access & (Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_BRIDGE)) == 0;
            return chosen ? new Announcement(next) : next;
        }
    }

    /** Straight code before the first instruction: frames and locals stay as they are. */
    private static final class Announcement extends MethodVisitor {
        private static final int STACK = 3;

        Announcement(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            for (int i = 1; i <= STACK; i++) {
                visitVarInsn(Opcodes.ALOAD, i);
            }
            visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    Type.getInternalName(JnrLoading.class),
                    "announce",
                    "(Ljava/lang/Object;Ljava/lang/Class;Ljava/util/Map;)V",
                    false);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(Math.max(maxStack, STACK), maxLocals);
        }
    }
}
