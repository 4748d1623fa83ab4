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
            code.visitMethodInsn(Opcodes.INVOKESTATIC, wrappedClass, ADDRESS, "(Ljnr/ffi/Pointer;)J", false);
        } else {
            super.toNumber(code, wrappedClass, type);
        }
    }

    /** A method of its own, for a branch among the arguments of a call would need frames with a full stack. */
    @Override
    void addTo(ClassVisitor wrappedClass, String name) {
        int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
        MethodVisitor code = wrappedClass.visitMethod(access, ADDRESS, "(Ljnr/ffi/Pointer;)J", null, null);
        code.visitCode();
        Label isNull = new Label();
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
}
