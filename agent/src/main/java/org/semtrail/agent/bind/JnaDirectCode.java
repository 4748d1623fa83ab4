package org.semtrail.agent.bind;

import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** JNA's errno, if it was JNA that linked the native methods of the class; if it was JNI, nobody keeps errno. */
final class JnaDirectCode extends LibraryCode {
    private static final String ERRNO = WrappedMethod.PREFIX + "errno";

    private final String wrappedClass;

    JnaDirectCode(String wrappedClass) {
        this.wrappedClass = wrappedClass;
    }

    @Override
    void pushErrno(MethodVisitor code, Type resultType, int result) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, wrappedClass, ERRNO, "()I", false);
    }

    /** A method of its own, for JNA's class must not be loaded where it is not in use. */
    @Override
    void addTo(ClassVisitor changed, String name) {
        int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
        MethodVisitor code = changed.visitMethod(access, ERRNO, "()I", null, null);
        Label unknown = new Label();
        code.visitCode();
        code.visitLdcInsn(Type.getObjectType(name));
        String ours = Type.getInternalName(JnaLinked.class);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, ours, "is", "(Ljava/lang/Class;)Z", false);
        code.visitJumpInsn(Opcodes.IFEQ, unknown);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, "com/sun/jna/Native", "getLastError", "()I", false);
        code.visitInsn(Opcodes.IRETURN);
        code.visitLabel(unknown);
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        code.visitInsn(Opcodes.ICONST_M1);
        code.visitInsn(Opcodes.IRETURN);
        code.visitMaxs(1, 0);
        code.visitEnd();
    }
}
