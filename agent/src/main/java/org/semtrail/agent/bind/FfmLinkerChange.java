package org.semtrail.agent.bind;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.semtrail.agent.emit.Status;

/**
 * Makes both forms of the linker's downcallHandle pass what they return through {@link FfmHandles}. It stands inside the linker,
 * behind its check of the caller: who asks for a handle stays the caller, in the JDK's warning too. Along goes the linker's
 * own way to make a handle, which lies behind that check as well.
 */
final class FfmLinkerChange implements BodyChange {
    private static final String LINKER = "jdk/internal/foreign/abi/AbstractLinker";
    private static final String PUBLIC = "downcallHandle";
    private static final String INNER = "downcallHandle0";
    private static final String UNBOUND =
            "(Ljava/lang/foreign/FunctionDescriptor;[Ljava/lang/foreign/Linker$Option;)Ljava/lang/invoke/MethodHandle;";
    private static final String BOUND = "(Ljava/lang/foreign/MemorySegment;" + UNBOUND.substring(1);
    private static final String HANDLES = "org/semtrail/agent/bind/FfmHandles";

    @Override
    public String className() {
        return LINKER;
    }

    @Override
    public byte[] apply(ClassLoader loader, byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        Linker linker = new Linker();
        reader.accept(linker, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        if (linker.known != Linker.ALL) {
            Status.blind("FFM: the linker of this JDK has another shape than those known");
            return null;
        }
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new Changing(writer), 0);
        return writer.toByteArray();
    }

    /** Counts the methods that must be there; a constant that names a missing one would fail in the application. */
    private static final class Linker extends ClassVisitor {
        static final int ALL = 3;
        int known;

        Linker() {
            super(Opcodes.ASM9);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            boolean isInner = name.equals(INNER) && descriptor.equals(UNBOUND);
            known += isInner || isPublic(name, descriptor) ? 1 : 0;
            return null;
        }
    }

    private static boolean isPublic(String name, String descriptor) {
        return name.equals(PUBLIC) && (descriptor.equals(BOUND) || descriptor.equals(UNBOUND));
    }

    /** Finds the two methods. */
    private static final class Changing extends ClassVisitor {
        Changing(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return isPublic(name, descriptor) ? new Returning(next, descriptor) : next;
        }
    }

    /** Straight code before each return: frames and locals stay as they are. */
    private static final class Returning extends MethodVisitor {
        private final boolean isBound;
        private final int parameters;

        Returning(MethodVisitor next, String descriptor) {
            super(Opcodes.ASM9, next);
            isBound = descriptor.equals(BOUND);
            parameters = Type.getArgumentTypes(descriptor).length;
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.ARETURN) {
                visitLdcInsn(new Handle(Opcodes.H_INVOKEVIRTUAL, LINKER, INNER, UNBOUND, false));
                for (int i = 0; i <= parameters; i++) {
                    visitVarInsn(Opcodes.ALOAD, i);
                }
                visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        HANDLES,
                        isBound ? "bound" : "unbound",
                        "(Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodHandle;"
                                + (isBound ? "Ljava/lang/Object;" : "")
                                + "Ljava/lang/Object;Ljava/lang/Object;[Ljava/lang/Object;)"
                                + "Ljava/lang/invoke/MethodHandle;",
                        false);
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(Math.max(maxStack, parameters + 3), maxLocals);
        }
    }
}
