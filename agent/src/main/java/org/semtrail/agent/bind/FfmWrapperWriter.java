package org.semtrail.agent.bind;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Writes the method around a handle: a call that is not recorded goes through the plain handle, as if we were not there. */
final class FfmWrapperWriter extends WrapperWriter {
    private static final String MEMORY = Type.getInternalName(FfmMemory.class);
    private static final String HANDLE = "java/lang/invoke/MethodHandle";

    private final FfmSignature signature;
    private final String probe;

    /**
     * @param probe what is told of a call: Probe, or what has the same methods
     */
    FfmWrapperWriter(String className, String name, FfmSignature signature, WrappedMethod wrapped, Class<?> probe) {
        super(
                className,
                Opcodes.ACC_FINAL,
                Opcodes.V1_8,
                new FfmCode(signature),
                Opcodes.ACC_STATIC,
                name,
                signature.generated().toMethodDescriptorString(),
                wrapped);
        this.signature = signature;
        this.probe = Type.getInternalName(probe);
    }

    @Override
    void probe(String method, String methodDescriptor) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, probe, method, methodDescriptor, false);
    }

    @Override
    void call() {
        if (signature.errno == FfmSignature.Errno.AGENT) {
            Label isRecorded = new Label();
            Label done = new Label();
            code.visitVarInsn(Opcodes.LLOAD, start);
            code.visitInsn(Opcodes.LCONST_0);
            code.visitInsn(Opcodes.LCMP);
            code.visitJumpInsn(Opcodes.IFNE, isRecorded);
            plain();
            code.visitJumpInsn(Opcodes.GOTO, done);
            code.visitLabel(isRecorded);
            frame(false, false, null);
            capturing();
            code.visitLabel(done);
            frame(true, false, null);
        } else {
            plain();
        }
    }

    /**
     * The class's initialiser: has the JVM link the calls of the handles, by a try without a handle, so that the first real
     * call is not taken for a long one.
     */
    void writeInitialiser(MethodVisitor initialiser) {
        initialiser.visitCode();
        link(initialiser, signature.plain.toMethodDescriptorString());
        if (signature.errno == FfmSignature.Errno.AGENT) {
            link(initialiser, signature.capturing().toMethodDescriptorString());
        }
        initialiser.visitInsn(Opcodes.RETURN);
        initialiser.visitMaxs(2 * types.length + 2, 0);
        initialiser.visitEnd();
    }

    private static void link(MethodVisitor initialiser, String descriptor) {
        Label from = new Label();
        Label to = new Label();
        initialiser.visitTryCatchBlock(from, to, to, "java/lang/NullPointerException");
        initialiser.visitLabel(from);
        pushNothing(initialiser, Type.getObjectType(HANDLE));
        for (Type type : Type.getArgumentTypes(descriptor)) {
            pushNothing(initialiser, type);
        }
        initialiser.visitMethodInsn(Opcodes.INVOKEVIRTUAL, HANDLE, "invokeExact", descriptor, false);
        initialiser.visitInsn(Opcodes.ACONST_NULL);
        initialiser.visitInsn(Opcodes.ATHROW);
        initialiser.visitLabel(to);
        initialiser.visitFrame(Opcodes.F_FULL, 0, new Object[0], 1, new Object[] {"java/lang/NullPointerException"});
        initialiser.visitInsn(Opcodes.POP);
    }

    private static void pushNothing(MethodVisitor code, Type type) {
        switch (type.getSort()) {
            case Type.LONG:
                code.visitInsn(Opcodes.LCONST_0);
                break;
            case Type.OBJECT:
                code.visitInsn(Opcodes.ACONST_NULL);
                break;
            default:
                code.visitInsn(Opcodes.ICONST_0);
        }
    }

    @Override
    void number(int parameter) {
        if (signature.isGroup(parameter)) {
            code.visitVarInsn(Opcodes.ALOAD, slots[parameter]);
            code.visitMethodInsn(Opcodes.INVOKESTATIC, MEMORY, "word", "(Ljava/lang/Object;)J", false);
        } else {
            super.number(parameter);
        }
    }

    private void plain() {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        load(signature.firstOfPlain(), types.length);
        invoke(signature.plain.toMethodDescriptorString());
    }

    private void capturing() {
        code.visitVarInsn(Opcodes.ALOAD, 1);
        load(signature.firstOfPlain(), signature.state());
        FfmCode.pushOwnSegment(code);
        load(signature.state(), types.length);
        invoke(signature.capturing().toMethodDescriptorString());
    }

    private void load(int from, int to) {
        for (int i = from; i < to; i++) {
            code.visitVarInsn(types[i].getOpcode(Opcodes.ILOAD), slots[i]);
        }
    }

    private void invoke(String descriptor) {
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, HANDLE, "invokeExact", descriptor, false);
        storeResult();
    }
}
