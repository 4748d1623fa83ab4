package org.semtrail.agent.bind;

import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** errno as the linker captures it, segments as numbers, and a look at what semop is to do. */
final class FfmCode extends LibraryCode {
    static final String SEGMENT = "java/lang/foreign/MemorySegment";
    private static final String LAYOUT = "java/lang/foreign/ValueLayout";
    private static final String BUFFER = "java/nio/ByteBuffer";
    private static final String ORDER = "java/nio/ByteOrder";
    private static final String IS_INSTANT = WrappedMethod.PREFIX + "isInstant";
    private static final String IS_INSTANT_OF = "(L" + SEGMENT + ";J)Z";
    private static final long SEMBUF = 6;

    private final FfmSignature signature;

    FfmCode(FfmSignature signature) {
        this.signature = signature;
    }

    /** The segment that errno is captured in where the application does not ask for it. */
    static void pushOwnSegment(MethodVisitor code) {
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC, Type.getInternalName(FfmErrno.class), "segment", "()Ljava/lang/Object;", false);
        code.visitTypeInsn(Opcodes.CHECKCAST, SEGMENT);
    }

    @Override
    void pushErrno(MethodVisitor code, Type resultType, int result) {
        if (signature.errno == FfmSignature.Errno.NOBODY) {
            super.pushErrno(code, resultType, result);
            return;
        }
        if (signature.errno == FfmSignature.Errno.AGENT) {
            pushOwnSegment(code);
        } else {
            // Nothing but references before it, so its index is its local variable.
            code.visitVarInsn(Opcodes.ALOAD, signature.state());
        }
        code.visitInsn(Opcodes.LCONST_0);
        code.visitLdcInsn((long) Integer.BYTES);
        code.visitMethodInsn(Opcodes.INVOKEINTERFACE, SEGMENT, "asSlice", "(JJ)L" + SEGMENT + ";", true);
        pushInt(code);
    }

    /** A buffer is ready sooner than MemorySegment.get, which takes milliseconds when it is used first, but knows no int[]. */
    private void pushInt(MethodVisitor code) {
        if (signature.mayBeHeap) {
            code.visitFieldInsn(Opcodes.GETSTATIC, LAYOUT, "JAVA_INT", "L" + LAYOUT + "$OfInt;");
            code.visitInsn(Opcodes.LCONST_0);
            code.visitMethodInsn(Opcodes.INVOKEINTERFACE, SEGMENT, "get", "(L" + LAYOUT + "$OfInt;J)I", true);
            return;
        }
        code.visitMethodInsn(Opcodes.INVOKEINTERFACE, SEGMENT, "asByteBuffer", "()L" + BUFFER + ";", true);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, ORDER, "nativeOrder", "()L" + ORDER + ";", false);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUFFER, "order", "(L" + ORDER + ";)L" + BUFFER + ";", false);
        code.visitInsn(Opcodes.ICONST_0);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUFFER, "getInt", "(I)I", false);
    }

    @Override
    void toNumber(MethodVisitor code, String wrappedClass, Type type) {
        code.visitMethodInsn(Opcodes.INVOKEINTERFACE, SEGMENT, "address", "()J", true);
    }

    @Override
    boolean looksInto(Type operations) {
        return operations.getInternalName().equals(SEGMENT);
    }

    @Override
    void toIsInstant(MethodVisitor code, String wrappedClass, Type operations) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, wrappedClass, IS_INSTANT, IS_INSTANT_OF, false);
    }

    /**
     * Of one operation: return Probe.isOn() && nsops == 1 && segment != null && segment.byteSize() >= 6
     * && Probe.isInstant(segment.get(JAVA_SHORT_UNALIGNED, 2), segment.get(JAVA_SHORT_UNALIGNED, 4)); false if that throws, as
     * the call itself will then, for the application may not use the segment.
     */
    @Override
    void addTo(ClassVisitor wrappedClass, String name) {
        int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC;
        MethodVisitor code = wrappedClass.visitMethod(access, IS_INSTANT, IS_INSTANT_OF, null, null);
        Label no = new Label();
        Label begin = new Label();
        Label end = new Label();
        Label threw = new Label();
        code.visitCode();
        code.visitTryCatchBlock(begin, end, threw, "java/lang/RuntimeException");
        code.visitMethodInsn(Opcodes.INVOKESTATIC, PROBE, "isOn", "()Z", false);
        code.visitJumpInsn(Opcodes.IFEQ, no);
        code.visitVarInsn(Opcodes.LLOAD, 1);
        code.visitInsn(Opcodes.LCONST_1);
        code.visitInsn(Opcodes.LCMP);
        code.visitJumpInsn(Opcodes.IFNE, no);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitJumpInsn(Opcodes.IFNULL, no);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKEINTERFACE, SEGMENT, "byteSize", "()J", true);
        code.visitLdcInsn(SEMBUF);
        code.visitInsn(Opcodes.LCMP);
        code.visitJumpInsn(Opcodes.IFLT, no);
        code.visitLabel(begin);
        pushShort(code, 2L);
        pushShort(code, 4L);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, PROBE, "isInstant", "(SS)Z", false);
        code.visitLabel(end);
        code.visitInsn(Opcodes.IRETURN);
        Object[] locals = {SEGMENT, Opcodes.LONG};
        code.visitLabel(threw);
        code.visitFrame(Opcodes.F_FULL, 2, locals, 1, new Object[] {"java/lang/RuntimeException"});
        code.visitInsn(Opcodes.POP);
        code.visitLabel(no);
        code.visitFrame(Opcodes.F_FULL, 2, locals, 0, new Object[0]);
        code.visitInsn(Opcodes.ICONST_0);
        code.visitInsn(Opcodes.IRETURN);
        code.visitMaxs(5, 3);
        code.visitEnd();
    }

    private static void pushShort(MethodVisitor code, Long at) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETSTATIC, LAYOUT, "JAVA_SHORT_UNALIGNED", "L" + LAYOUT + "$OfShort;");
        code.visitLdcInsn(at);
        code.visitMethodInsn(Opcodes.INVOKEINTERFACE, SEGMENT, "get", "(L" + LAYOUT + "$OfShort;J)S", true);
    }
}
