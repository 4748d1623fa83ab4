package org.semtrail.agent.bind;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Does what {@link FfmLinkerChange} does where the linker's methods are not straight: another agent has changed them before. */
final class FfmLinkerRewriter extends ClassVisitor {
    private FfmLinkerRewriter(ClassVisitor next) {
        super(Opcodes.ASM9, next);
    }

    static byte[] rewrite(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new FfmLinkerRewriter(writer), 0);
        return writer.toByteArray();
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
        boolean isBound = descriptor.equals(FfmLinkerChange.BOUND);
        boolean isOne = name.equals(FfmLinkerChange.PUBLIC) && (isBound || descriptor.equals(FfmLinkerChange.UNBOUND));
        return isOne ? new Giving(next, isBound) : next;
    }

    /** Before each return; frames and locals stay as they are. */
    private static final class Giving extends MethodVisitor {
        private final boolean isBound;

        Giving(MethodVisitor next, boolean isBound) {
            super(Opcodes.ASM9, next);
            this.isBound = isBound;
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.ARETURN) {
                give();
            }
            super.visitInsn(opcode);
        }

        private void give() {
            visitVarInsn(Opcodes.ALOAD, 0);
            visitLdcInsn(new Handle(
                    Opcodes.H_INVOKEVIRTUAL,
                    FfmLinkerChange.LINKER,
                    FfmLinkerChange.INNER,
                    FfmLinkerChange.UNBOUND,
                    false));
            for (int i = 1; i <= (isBound ? 3 : 2); i++) {
                visitVarInsn(Opcodes.ALOAD, i);
            }
            if (isBound) {
                visitVarInsn(Opcodes.ALOAD, 1);
                visitMethodInsn(Opcodes.INVOKEINTERFACE, FfmLinkerChange.SEGMENT, "address", "()J", true);
            }
            visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    FfmLinkerChange.HANDLES,
                    isBound ? "bound" : "unbound",
                    isBound ? FfmLinkerChange.GIVE_BOUND : FfmLinkerChange.GIVE_UNBOUND,
                    false);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(maxStack + FfmLinkerChange.STACK, maxLocals);
        }
    }
}
