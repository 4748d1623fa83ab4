package org.semtrail.agent.bind;

import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** JNR's errno, which its stubs keep before they return to Java, and its pointers. */
final class JnrCode extends LibraryCode {
    private static final String BASE = "jnr/ffi/provider/jffi/AbstractAsmLibraryInterface";
    private static final String POINTER = "jnr/ffi/Pointer";
    private static final String ADDRESS = WrappedMethod.PREFIX + "address";
    private static final String ADDRESS_OF = "(Ljnr/ffi/Pointer;)J";
    private static final String IS_INSTANT = WrappedMethod.PREFIX + "isInstant";
    private static final String IS_INSTANT_OF = "(Ljnr/ffi/Pointer;J)Z";
    private static final int HELPER = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;

    private final boolean savesErrno;

    JnrCode(boolean savesErrno) {
        this.savesErrno = savesErrno;
    }

    @Override
    void pushErrno(MethodVisitor code, Type resultType, int result) {
        if (!savesErrno) {
            super.pushErrno(code, resultType, result);
            return;
        }
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, BASE, "runtime", "Ljnr/ffi/Runtime;");
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "jnr/ffi/Runtime", "getLastError", "()I", false);
    }

    @Override
    void toNumber(MethodVisitor code, String wrappedClass, Type type) {
        if (type.getInternalName().equals(POINTER)) {
            code.visitMethodInsn(Opcodes.INVOKESTATIC, wrappedClass, ADDRESS, ADDRESS_OF, false);
        } else {
            super.toNumber(code, wrappedClass, type);
        }
    }

    @Override
    boolean looksInto(Type operations) {
        return operations.getInternalName().equals(POINTER) || super.looksInto(operations);
    }

    @Override
    void toIsInstant(MethodVisitor code, String wrappedClass, Type operations) {
        if (operations.getInternalName().equals(POINTER)) {
            code.visitMethodInsn(Opcodes.INVOKESTATIC, wrappedClass, IS_INSTANT, IS_INSTANT_OF, false);
        } else {
            super.toIsInstant(code, wrappedClass, operations);
        }
    }

    /** Methods of their own, for a branch among the arguments of a call would need frames with a full stack. */
    @Override
    void addTo(ClassVisitor wrappedClass, String name) {
        writeAddress(wrappedClass.visitMethod(HELPER, ADDRESS, ADDRESS_OF, null, null));
        writeIsInstant(wrappedClass.visitMethod(HELPER, IS_INSTANT, IS_INSTANT_OF, null, null));
    }

    /** return pointer == null ? 0 : pointer.address(); */
    private static void writeAddress(MethodVisitor code) {
        Label isNull = new Label();
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitJumpInsn(Opcodes.IFNULL, isNull);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, POINTER, "address", "()J", false);
        code.visitInsn(Opcodes.LRETURN);
        code.visitLabel(isNull);
        code.visitFrame(Opcodes.F_FULL, 1, new Object[] {POINTER}, 0, new Object[0]);
        code.visitInsn(Opcodes.LCONST_0);
        code.visitInsn(Opcodes.LRETURN);
        code.visitMaxs(2, 1);
        code.visitEnd();
    }

    /**
     * Of one operation in memory whose bounds are known (a wrapped address has the largest size, and may be anything):
     * return Probe.isOn() && nsops == 1 && pointer != null && pointer.size() >= 6 && pointer.size() <= Integer.MAX_VALUE
     * && Probe.isInstant(pointer.getShort(2), pointer.getShort(4)); false if that throws.
     */
    private static void writeIsInstant(MethodVisitor code) {
        Label no = new Label();
        Label begin = new Label();
        Label end = new Label();
        Label threw = new Label();
        code.visitCode();
        code.visitTryCatchBlock(begin, end, threw, "java/lang/Throwable");
        code.visitMethodInsn(Opcodes.INVOKESTATIC, PROBE, "isOn", "()Z", false);
        code.visitJumpInsn(Opcodes.IFEQ, no);
        code.visitVarInsn(Opcodes.LLOAD, 1);
        code.visitInsn(Opcodes.LCONST_1);
        code.visitInsn(Opcodes.LCMP);
        code.visitJumpInsn(Opcodes.IFNE, no);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitJumpInsn(Opcodes.IFNULL, no);
        code.visitLabel(begin);
        compareSize(code, 6L);
        code.visitJumpInsn(Opcodes.IFLT, no);
        compareSize(code, (long) Integer.MAX_VALUE);
        code.visitJumpInsn(Opcodes.IFGT, no);
        pushShort(code, 2L);
        pushShort(code, 4L);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, PROBE, "isInstant", "(SS)Z", false);
        code.visitLabel(end);
        code.visitInsn(Opcodes.IRETURN);
        Object[] locals = {POINTER, Opcodes.LONG};
        code.visitLabel(threw);
        code.visitFrame(Opcodes.F_FULL, 2, locals, 1, new Object[] {"java/lang/Throwable"});
        code.visitInsn(Opcodes.LCONST_0);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, PROBE, "failed", "(Ljava/lang/Throwable;J)V", false);
        code.visitLabel(no);
        code.visitFrame(Opcodes.F_FULL, 2, locals, 0, new Object[0]);
        code.visitInsn(Opcodes.ICONST_0);
        code.visitInsn(Opcodes.IRETURN);
        code.visitMaxs(4, 3);
        code.visitEnd();
    }

    private static void compareSize(MethodVisitor code, Long with) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, POINTER, "size", "()J", false);
        code.visitLdcInsn(with);
        code.visitInsn(Opcodes.LCMP);
    }

    private static void pushShort(MethodVisitor code, Long at) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitLdcInsn(at);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, POINTER, "getShort", "(J)S", false);
    }
}
