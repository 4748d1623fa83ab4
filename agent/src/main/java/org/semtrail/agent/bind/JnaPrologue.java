package org.semtrail.agent.bind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.semtrail.agent.emit.Probe;

/**
 * What stands before everything else in JNA's Function.invoke. A recorded call goes through the method a second time, in
 * which the probe is off, so nothing else of its body need be touched:
 * <pre>
 * int site = JnaCalls.site(functionName, arguments, resultType);
 * long start = 0;
 * if (site &lt; 0 || (start = JnaCalls.enter(site, functionName, arguments)) == 0) goto body;
 * Object result;
 * try { result = invoke(arguments, resultType, …); } catch (Throwable t) { Probe.thrown(t, site, start, …); throw t; }
 * try {
 *     long number = Probe.number(result);
 *     int errno = JnaCalls.mayHaveFailed(number, result) ? Native.getLastError() : 0;
 *     Probe.leave(site, start, number, errno, JnaCalls.arguments(functionName, arguments));
 * } catch (Throwable t) { Probe.failed(t, start); }
 * return result;
 * body:
 * </pre>
 * Where thrown and failed throw, for want of stack, this is noted in a field, and the application gets what it would have got.
 */
final class JnaPrologue extends MethodVisitor {
    static final String NAME_FIELD = "functionName";
    private static final String FUNCTION = "com/sun/jna/Function";
    private static final String CALLS = Type.getInternalName(JnaCalls.class);
    private static final String OBJECT = "java/lang/Object";
    private static final String THROWABLE = "java/lang/Throwable";
    private static final int FRAMES_SINCE = 50;
    private static final int MOST_ON_STACK = 8;
    private static final int ARGUMENTS = 1;
    private static final int RESULT_TYPE = 2;
    /** How many of the prologue's own locals hold something: none, site and start, the result, number and errno. */
    private static final int PARAMETERS = 0;

    private static final int START = 2;
    private static final int RESULT = 3;
    private static final int OUTCOME = 5;

    private final String descriptor;
    private final Type[] types;
    private final boolean needsFrames;
    private final int site;
    private final int start;
    private final int result;
    private final int number;
    private final int errno;
    private final Label callBegins = new Label();
    private final Label callEnds = new Label();
    private final Label done = new Label();
    private final Label callThrew = new Label();
    private final Label weThrew = new Label();
    private final Label body = new Label();

    JnaPrologue(MethodVisitor next, String descriptor, int version) {
        super(Opcodes.ASM9, next);
        this.descriptor = descriptor;
        this.types = Type.getArgumentTypes(descriptor);
        this.needsFrames = version >= FRAMES_SINCE;
        this.site = Type.getArgumentsAndReturnSizes(descriptor) >> 2;
        this.start = site + 1;
        this.result = start + 2;
        this.number = result + 1;
        this.errno = number + 2;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        visitTryCatchBlock(callBegins, callEnds, callThrew, THROWABLE);
        visitTryCatchBlock(callEnds, done, weThrew, THROWABLE);
        enter();
        visitLabel(callBegins);
        call();
        visitLabel(callEnds);
        leave();
        visitLabel(done);
        frame(RESULT, null);
        visitVarInsn(Opcodes.ALOAD, result);
        visitInsn(Opcodes.ARETURN);
        callThrew();
        weThrew();
        visitLabel(body);
        frame(PARAMETERS, null);
        // Else a frame of the body could fall on this one.
        visitInsn(Opcodes.NOP);
    }

    private void enter() {
        functionName();
        visitVarInsn(Opcodes.ALOAD, ARGUMENTS);
        visitVarInsn(Opcodes.ALOAD, RESULT_TYPE);
        calls("site", "(Ljava/lang/String;[Ljava/lang/Object;Ljava/lang/Class;)I");
        visitInsn(Opcodes.DUP);
        visitVarInsn(Opcodes.ISTORE, site);
        visitJumpInsn(Opcodes.IFLT, body);
        visitVarInsn(Opcodes.ILOAD, site);
        functionName();
        visitVarInsn(Opcodes.ALOAD, ARGUMENTS);
        calls("enter", "(ILjava/lang/String;[Ljava/lang/Object;)J");
        visitInsn(Opcodes.DUP2);
        visitVarInsn(Opcodes.LSTORE, start);
        visitLdcInsn(Probe.OFF);
        visitInsn(Opcodes.LCMP);
        visitJumpInsn(Opcodes.IFEQ, body);
    }

    private void call() {
        visitVarInsn(Opcodes.ALOAD, 0);
        int slot = 1;
        for (Type type : types) {
            visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
            slot += type.getSize();
        }
        // Not virtual: an override that calls this one must not run twice.
        visitMethodInsn(Opcodes.INVOKESPECIAL, FUNCTION, "invoke", descriptor, false);
        visitVarInsn(Opcodes.ASTORE, result);
    }

    private void leave() {
        Label told = new Label();
        visitVarInsn(Opcodes.ALOAD, result);
        probe("number", "(Ljava/lang/Object;)J");
        visitVarInsn(Opcodes.LSTORE, number);
        visitInsn(Opcodes.ICONST_0);
        visitVarInsn(Opcodes.ISTORE, errno);
        visitVarInsn(Opcodes.LLOAD, number);
        visitVarInsn(Opcodes.ALOAD, result);
        calls("mayHaveFailed", "(JLjava/lang/Object;)Z");
        visitJumpInsn(Opcodes.IFEQ, told);
        visitMethodInsn(Opcodes.INVOKESTATIC, "com/sun/jna/Native", "getLastError", "()I", false);
        visitVarInsn(Opcodes.ISTORE, errno);
        visitLabel(told);
        frame(OUTCOME, null);
        visitVarInsn(Opcodes.ILOAD, site);
        visitVarInsn(Opcodes.LLOAD, start);
        visitVarInsn(Opcodes.LLOAD, number);
        visitVarInsn(Opcodes.ILOAD, errno);
        arguments();
        probe("leave", "(IJJI[Ljava/lang/Object;)V");
    }

    private void callThrew() {
        Label begins = new Label();
        Label ends = new Label();
        Label lost = new Label();
        visitTryCatchBlock(begins, ends, lost, THROWABLE);
        visitLabel(callThrew);
        frame(START, THROWABLE);
        visitVarInsn(Opcodes.ASTORE, result);
        visitLabel(begins);
        visitVarInsn(Opcodes.ALOAD, result);
        visitVarInsn(Opcodes.ILOAD, site);
        visitVarInsn(Opcodes.LLOAD, start);
        arguments();
        probe("thrown", "(Ljava/lang/Throwable;IJ[Ljava/lang/Object;)V");
        visitLabel(ends);
        throwResult();
        visitLabel(lost);
        frame(RESULT, THROWABLE);
        visitInsn(Opcodes.POP);
        LibraryCode.countLoss(this);
        throwResult();
    }

    private void throwResult() {
        visitVarInsn(Opcodes.ALOAD, result);
        visitTypeInsn(Opcodes.CHECKCAST, THROWABLE);
        visitInsn(Opcodes.ATHROW);
    }

    private void weThrew() {
        Label begins = new Label();
        Label ends = new Label();
        Label lost = new Label();
        visitTryCatchBlock(begins, ends, lost, THROWABLE);
        visitLabel(weThrew);
        frame(RESULT, THROWABLE);
        visitLabel(begins);
        visitVarInsn(Opcodes.LLOAD, start);
        probe("failed", "(Ljava/lang/Throwable;J)V");
        visitLabel(ends);
        visitJumpInsn(Opcodes.GOTO, done);
        visitLabel(lost);
        frame(RESULT, THROWABLE);
        visitInsn(Opcodes.POP);
        LibraryCode.countLoss(this);
        visitJumpInsn(Opcodes.GOTO, done);
    }

    private void arguments() {
        functionName();
        visitVarInsn(Opcodes.ALOAD, ARGUMENTS);
        calls("arguments", "(Ljava/lang/String;[Ljava/lang/Object;)[Ljava/lang/Object;");
    }

    private void functionName() {
        visitVarInsn(Opcodes.ALOAD, 0);
        visitFieldInsn(Opcodes.GETFIELD, FUNCTION, NAME_FIELD, "Ljava/lang/String;");
    }

    private void calls(String method, String methodDescriptor) {
        visitMethodInsn(Opcodes.INVOKESTATIC, CALLS, method, methodDescriptor, false);
    }

    private void probe(String method, String methodDescriptor) {
        visitMethodInsn(Opcodes.INVOKESTATIC, LibraryCode.PROBE, method, methodDescriptor, false);
    }

    /** @param own how many of the locals that the prologue adds are in use */
    private void frame(int own, String onStack) {
        if (!needsFrames) {
            return;
        }
        List<Object> locals = new ArrayList<>();
        locals.add(FUNCTION);
        for (Type type : types) {
            locals.add(type.getSort() >= Type.ARRAY ? type.getInternalName() : Opcodes.INTEGER);
        }
        Object[] added = {Opcodes.INTEGER, Opcodes.LONG, OBJECT, Opcodes.LONG, Opcodes.INTEGER};
        locals.addAll(Arrays.asList(added).subList(0, own));
        Object[] stack = onStack == null ? new Object[0] : new Object[] {onStack};
        visitFrame(Opcodes.F_FULL, locals.size(), locals.toArray(), stack.length, stack);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        super.visitMaxs(Math.max(maxStack, MOST_ON_STACK), Math.max(maxLocals, errno + 1));
    }
}
