package org.semtrail.agent.bind;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.semtrail.agent.emit.Probe;
import org.semtrail.agent.emit.Site;

/**
 * Writes the method that takes the place of a renamed one:
 * <pre>
 * long start = Probe.enter(site, whether it cannot block);
 * int result;
 * try { result = semtrail$semop(…); } catch (Throwable t) { Probe.thrown(t, site, start, arguments…); throw t; }
 * if (start != 0) try {
 *     int errno = result == -1 ? (library's errno) : 0;
 *     Probe.leave(site, start, result, errno, arguments…);
 * } catch (Throwable t) { Probe.failed(t, start); }
 * return result;
 * </pre>
 * Where thrown and failed throw, for want of stack, this is noted in a field, and the application gets what it would have got.
 */
class WrapperWriter extends WrapperCode {
    private static final String THROWABLE = "java/lang/Throwable";

    WrapperWriter(
            String className,
            int classAccess,
            int version,
            LibraryCode library,
            int access,
            String name,
            String descriptor,
            WrappedMethod wrapped) {
        super(className, classAccess, version, library, access, name, descriptor, wrapped);
    }

    void writeTo(MethodVisitor wrapper) {
        code = wrapper;
        code.visitCode();
        Label callBegins = new Label();
        Label callEnds = new Label();
        Label done = new Label();
        Label callThrew = new Label();
        Label weThrew = new Label();
        code.visitTryCatchBlock(callBegins, callEnds, callThrew, THROWABLE);
        code.visitTryCatchBlock(callEnds, done, weThrew, THROWABLE);
        enter();
        code.visitLabel(callBegins);
        call();
        code.visitLabel(callEnds);
        leave(done);
        code.visitLabel(done);
        frame(true, false, null);
        giveBack();
        code.visitLabel(callThrew);
        frame(false, false, THROWABLE);
        afterThrow();
        code.visitLabel(weThrew);
        frame(true, false, THROWABLE);
        afterOwnFailure();
        code.visitMaxs(maxStack(), errno + 1);
        code.visitEnd();
    }

    private void enter() {
        push(wrapped.site);
        int operations = wrapped.operations();
        if (wrapped.isSyscall()) {
            number(wrapped.syscallNumber);
            probe("enterSyscall", "(IJ)J");
        } else if (wrapped.isInstant()) {
            code.visitInsn(Opcodes.ICONST_1);
            probe("enter", "(IZ)J");
        } else if (operations != WrappedMethod.NONE && library.looksInto(types[operations])) {
            code.visitVarInsn(Opcodes.ALOAD, slots[operations]);
            argument(2);
            library.toIsInstant(code, className, types[operations]);
            probe("enter", "(IZ)J");
        } else {
            probe("enter", "(I)J");
        }
        code.visitVarInsn(Opcodes.LSTORE, start);
    }

    /** The call itself; the result goes to its variable. */
    void call() {
        if (!isStatic) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
        }
        for (int i = 0; i < types.length; i++) {
            code.visitVarInsn(types[i].getOpcode(Opcodes.ILOAD), slots[i]);
        }
        code.visitMethodInsn(
                isStatic ? Opcodes.INVOKESTATIC : Opcodes.INVOKESPECIAL,
                className,
                WrappedMethod.PREFIX + name,
                descriptor,
                isInterface);
        storeResult();
    }

    private void leave(Label done) {
        code.visitVarInsn(Opcodes.LLOAD, start);
        code.visitLdcInsn(Probe.OFF);
        code.visitInsn(Opcodes.LCMP);
        code.visitJumpInsn(Opcodes.IFEQ, done);
        errno();
        push(wrapped.site);
        code.visitVarInsn(Opcodes.LLOAD, start);
        resultAsLong();
        code.visitVarInsn(Opcodes.ILOAD, errno);
        if (wrapped.isVariadicSyscall(types)) {
            number(wrapped.syscallNumber);
            code.visitVarInsn(Opcodes.ALOAD, slots[1]);
            probe("leaveSyscall", "(IJJIJ[Ljava/lang/Object;)V");
            return;
        }
        if (wrapped.isSyscall()) {
            number(wrapped.syscallNumber);
        }
        for (int i = 0; i < WrappedMethod.ARGUMENTS; i++) {
            argument(i);
        }
        object(wrapped.first);
        object(wrapped.second);
        probe(
                wrapped.isSyscall() ? "leaveSyscall" : "leave",
                (wrapped.isSyscall() ? "(IJJIJ" : "(IJJI") + "JJJJJLjava/lang/Object;Ljava/lang/Object;)V");
    }

    /** Leaves errno in its variable: 0 unless the call failed. */
    private void errno() {
        Label failed = new Label();
        Label known = new Label();
        boolean anyFails = wrapped.failure == Site.NOT_ZERO;
        if (wrapped.failure == Site.CANNOT_FAIL) {
            code.visitInsn(Opcodes.ICONST_0);
            code.visitVarInsn(Opcodes.ISTORE, errno);
            return;
        }
        resultAsLong();
        code.visitLdcInsn(anyFails ? 0L : wrapped.failure);
        code.visitInsn(Opcodes.LCMP);
        code.visitJumpInsn(anyFails ? Opcodes.IFNE : Opcodes.IFEQ, failed);
        code.visitInsn(Opcodes.ICONST_0);
        code.visitVarInsn(Opcodes.ISTORE, errno);
        code.visitJumpInsn(Opcodes.GOTO, known);
        code.visitLabel(failed);
        frame(true, false, null);
        library.pushErrno(code, resultType, result);
        code.visitVarInsn(Opcodes.ISTORE, errno);
        code.visitLabel(known);
        frame(true, true, null);
    }

    /** Arguments that are objects are not made numbers here: that could throw in place of the application's exception. */
    private void afterThrow() {
        Label begins = new Label();
        Label ends = new Label();
        Label lost = new Label();
        code.visitTryCatchBlock(begins, ends, lost, THROWABLE);
        code.visitVarInsn(Opcodes.ASTORE, result);
        code.visitLabel(begins);
        tellThrown();
        code.visitLabel(ends);
        code.visitVarInsn(Opcodes.ALOAD, result);
        code.visitInsn(Opcodes.ATHROW);
        code.visitLabel(lost);
        frameOfThrown(THROWABLE);
        code.visitInsn(Opcodes.POP);
        LibraryCode.countLoss(code);
        code.visitVarInsn(Opcodes.ALOAD, result);
        code.visitInsn(Opcodes.ATHROW);
    }

    private void tellThrown() {
        if (wrapped.isSyscall()) {
            code.visitVarInsn(Opcodes.LLOAD, start);
            probe("thrown", "(J)V");
        } else {
            code.visitVarInsn(Opcodes.ALOAD, result);
            push(wrapped.site);
            code.visitVarInsn(Opcodes.LLOAD, start);
            for (int i = 0; i < WrappedMethod.ARGUMENTS; i++) {
                int parameter = wrapped.parameters[i];
                if (parameter != WrappedMethod.NONE && types[parameter].getSort() >= Type.ARRAY) {
                    code.visitInsn(Opcodes.LCONST_0);
                } else {
                    argument(i);
                }
            }
            object(wrapped.first);
            object(wrapped.second);
            probe("thrown", "(Ljava/lang/Throwable;IJJJJJJLjava/lang/Object;Ljava/lang/Object;)V");
        }
    }

    private void afterOwnFailure() {
        Label begins = new Label();
        Label ends = new Label();
        Label lost = new Label();
        code.visitTryCatchBlock(begins, ends, lost, THROWABLE);
        code.visitLabel(begins);
        code.visitVarInsn(Opcodes.LLOAD, start);
        probe("failed", "(Ljava/lang/Throwable;J)V");
        code.visitLabel(ends);
        giveBack();
        code.visitLabel(lost);
        frame(true, false, THROWABLE);
        code.visitInsn(Opcodes.POP);
        LibraryCode.countLoss(code);
        giveBack();
    }
}
