package org.semtrail.agent.bind;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** The words that wrappers are written in: their local variables, the values that the probe is told, stack map frames. */
abstract class WrapperCode {
    private static final int FRAMES_SINCE = 50;

    final String className;
    final boolean isInterface;
    private final boolean needsFrames;
    final LibraryCode library;
    final String name;
    final String descriptor;
    final WrappedMethod wrapped;

    final boolean isStatic;
    final Type[] types;
    final Type resultType;
    /** Local variables of the parameters. */
    final int[] slots;
    /** Local variable that tells whether the call is recorded. */
    final int start;

    final int result;
    final int errno;
    MethodVisitor code;

    WrapperCode(
            String className,
            int classAccess,
            int version,
            LibraryCode library,
            int access,
            String name,
            String descriptor,
            WrappedMethod wrapped) {
        this.className = className;
        this.isInterface = (classAccess & Opcodes.ACC_INTERFACE) != 0;
        this.needsFrames = (version & 0xffff) >= FRAMES_SINCE;
        this.library = library;
        this.name = name;
        this.descriptor = descriptor;
        this.wrapped = wrapped;
        this.isStatic = (access & Opcodes.ACC_STATIC) != 0;
        this.types = Type.getArgumentTypes(descriptor);
        this.resultType = Type.getReturnType(descriptor);
        this.slots = new int[types.length];
        int next = isStatic ? 0 : 1;
        for (int i = 0; i < types.length; i++) {
            slots[i] = next;
            next += types[i].getSize();
        }
        this.start = next;
        this.result = start + 2;
        this.errno = result + resultType.getSize();
    }

    final void storeResult() {
        if (!resultType.equals(Type.VOID_TYPE)) {
            code.visitVarInsn(resultType.getOpcode(Opcodes.ISTORE), result);
        }
    }

    final void resultAsLong() {
        if (resultType.equals(Type.VOID_TYPE)) {
            code.visitInsn(Opcodes.LCONST_0);
        } else {
            asLong(resultType, result);
        }
    }

    final void argument(int index) {
        if (wrapped.parameters[index] == WrappedMethod.NONE) {
            code.visitLdcInsn(wrapped.constants[index]);
        } else {
            number(wrapped.parameters[index]);
        }
    }

    /** Leaves on the stack what a parameter is worth as a number. */
    void number(int parameter) {
        asLong(types[parameter], slots[parameter]);
    }

    final void object(int parameter) {
        if (parameter == WrappedMethod.NONE) {
            code.visitInsn(Opcodes.ACONST_NULL);
        } else {
            code.visitVarInsn(Opcodes.ALOAD, slots[parameter]);
        }
    }

    private void asLong(Type type, int slot) {
        code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
        switch (type.getSort()) {
            case Type.LONG:
                break;
            case Type.FLOAT:
                code.visitInsn(Opcodes.F2L);
                break;
            case Type.DOUBLE:
                code.visitInsn(Opcodes.D2L);
                break;
            case Type.ARRAY:
            case Type.OBJECT:
                library.toNumber(code, className, type);
                break;
            default:
                code.visitInsn(Opcodes.I2L);
        }
    }

    final void giveBack() {
        if (!resultType.equals(Type.VOID_TYPE)) {
            code.visitVarInsn(resultType.getOpcode(Opcodes.ILOAD), result);
        }
        code.visitInsn(resultType.getOpcode(Opcodes.IRETURN));
    }

    final void frame(boolean withResult, boolean withErrno, String onStack) {
        List<Object> locals = locals();
        if (withResult && !resultType.equals(Type.VOID_TYPE)) {
            locals.add(verified(resultType));
        }
        if (withErrno) {
            locals.add(Opcodes.INTEGER);
        }
        frame(locals, onStack);
    }

    /** Where what the call threw stands in the place of its result, and something of ours is thrown. */
    final void frameOfThrown(String throwable) {
        List<Object> locals = locals();
        locals.add(throwable);
        frame(locals, throwable);
    }

    private List<Object> locals() {
        List<Object> locals = new ArrayList<>();
        if (!isStatic) {
            locals.add(className);
        }
        for (Type type : types) {
            locals.add(verified(type));
        }
        locals.add(Opcodes.LONG);
        return locals;
    }

    private void frame(List<Object> locals, String onStack) {
        if (needsFrames) {
            Object[] stack = onStack == null ? new Object[0] : new Object[] {onStack};
            code.visitFrame(Opcodes.F_FULL, locals.size(), locals.toArray(), stack.length, stack);
        }
    }

    private static Object verified(Type type) {
        switch (type.getSort()) {
            case Type.LONG:
                return Opcodes.LONG;
            case Type.FLOAT:
                return Opcodes.FLOAT;
            case Type.DOUBLE:
                return Opcodes.DOUBLE;
            case Type.ARRAY:
            case Type.OBJECT:
                return type.getInternalName();
            default:
                return Opcodes.INTEGER;
        }
    }

    void probe(String method, String methodDescriptor) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, LibraryCode.PROBE, method, methodDescriptor, false);
    }

    final void push(int number) {
        code.visitIntInsn(Opcodes.SIPUSH, number);
    }

    final int maxStack() {
        int forLeave = 1 + 2 + 2 + 1 + 2 + 2 * WrappedMethod.ARGUMENTS + 2 + 2;
        return Math.max(forLeave, start + 1);
    }
}
