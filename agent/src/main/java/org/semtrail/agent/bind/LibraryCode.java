package org.semtrail.agent.bind;

import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.semtrail.agent.emit.Probe;

/** What a wrapper does differently from library to library: to read errno, and to make numbers of its pointers. */
class LibraryCode {
    static final String PROBE = Type.getInternalName(Probe.class);

    /** Notes, without a call, that the end of a call could not be told. */
    static void countLoss(MethodVisitor code) {
        code.visitFieldInsn(Opcodes.GETSTATIC, PROBE, "losses", "I");
        code.visitInsn(Opcodes.ICONST_1);
        code.visitInsn(Opcodes.IADD);
        code.visitFieldInsn(Opcodes.PUTSTATIC, PROBE, "losses", "I");
    }

    /** Leaves errno on the stack, as int; the result is in the local variable given. */
    void pushErrno(MethodVisitor code, Type resultType, int result) {
        code.visitInsn(Opcodes.ICONST_M1);
    }

    /** Makes a long of the object on the stack. */
    void toNumber(MethodVisitor code, String wrappedClass, Type type) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, PROBE, "number", "(Ljava/lang/Object;)J", false);
    }

    /** Whether operations of this type can be looked at before the call, quickly and without danger. */
    boolean looksInto(Type operations) {
        return operations.getDescriptor().equals("[B")
                || operations.getDescriptor().equals("[S");
    }

    /** Makes a boolean of operations and their number (a long) on the stack: whether the call cannot block. */
    void toIsInstant(MethodVisitor code, String wrappedClass, Type operations) {
        String descriptor = "(" + operations.getDescriptor() + "J)Z";
        code.visitMethodInsn(Opcodes.INVOKESTATIC, PROBE, "isInstant", descriptor, false);
    }

    /** Adds to the class what the above need. */
    void addTo(ClassVisitor wrappedClass, String name) {}
}
