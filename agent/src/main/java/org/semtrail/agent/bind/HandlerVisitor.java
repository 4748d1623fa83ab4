package org.semtrail.agent.bind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.semtrail.agent.emit.Probe;

/**
 * Wraps the invoke method of JNR's invocation handler:
 * <pre>
 * int site = JnrReflection.site(method);
 * long start = Probe.enter(site);
 * Object result;
 * try { result = semtrail$invoke(proxy, method, arguments); } catch (Throwable t) { Probe.thrown(start); throw t; }
 * if (start != 0) try {
 *     Probe.leave(site, start, Probe.number(result), JnrReflection.errno(site, errno of JNR), arguments);
 * } catch (Throwable t) { Probe.failed(t, start); }
 * return result;
 * </pre>
 */
final class HandlerVisitor extends ClassVisitor {
    private static final String INVOKE =
            "(Ljava/lang/Object;Ljava/lang/reflect/Method;[Ljava/lang/Object;)Ljava/lang/Object;";
    private static final String OURS = Type.getInternalName(JnrReflection.class);
    private static final String OBJECT = "java/lang/Object";
    private static final String THROWABLE = "java/lang/Throwable";
    private static final int PROXY = 1;
    private static final int METHOD = 2;
    private static final int ARGUMENTS = 3;
    private static final int SITE = 4;
    private static final int START = 5;
    private static final int RESULT = 7;

    private String className;
    private boolean found;

    HandlerVisitor(ClassVisitor next) {
        super(Opcodes.ASM9, next);
    }

    boolean found() {
        return found;
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        className = name;
        super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        if (!name.equals("invoke") || !descriptor.equals(INVOKE)) {
            return super.visitMethod(access, name, descriptor, signature, exceptions);
        }
        found = true;
        write(super.visitMethod(access, name, descriptor, signature, exceptions));
        int hidden = Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC;
        return super.visitMethod(hidden, WrappedMethod.PREFIX + name, descriptor, signature, exceptions);
    }

    private void write(MethodVisitor code) {
        Label callBegins = new Label();
        Label callEnds = new Label();
        Label callThrew = new Label();
        Label weThrew = new Label();
        Label done = new Label();
        code.visitCode();
        code.visitTryCatchBlock(callBegins, callEnds, callThrew, THROWABLE);
        code.visitTryCatchBlock(callEnds, done, weThrew, THROWABLE);
        code.visitVarInsn(Opcodes.ALOAD, METHOD);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, OURS, "site", "(Ljava/lang/reflect/Method;)I", false);
        code.visitInsn(Opcodes.DUP);
        code.visitVarInsn(Opcodes.ISTORE, SITE);
        probe(code, "enter", "(I)J");
        code.visitVarInsn(Opcodes.LSTORE, START);
        code.visitLabel(callBegins);
        for (int i = 0; i <= ARGUMENTS; i++) {
            code.visitVarInsn(Opcodes.ALOAD, i);
        }
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, className, WrappedMethod.PREFIX + "invoke", INVOKE, false);
        code.visitVarInsn(Opcodes.ASTORE, RESULT);
        code.visitLabel(callEnds);
        code.visitVarInsn(Opcodes.LLOAD, START);
        code.visitLdcInsn(Probe.OFF);
        code.visitInsn(Opcodes.LCMP);
        code.visitJumpInsn(Opcodes.IFEQ, done);
        leave(code);
        code.visitLabel(done);
        frame(code, OBJECT, null);
        giveBack(code);
        afterThrow(code, callThrew);
        afterOwnFailure(code, weThrew);
        code.visitMaxs(8, RESULT + 1);
        code.visitEnd();
    }

    private void afterThrow(MethodVisitor code, Label callThrew) {
        Label begins = new Label();
        Label ends = new Label();
        Label lost = new Label();
        code.visitTryCatchBlock(begins, ends, lost, THROWABLE);
        code.visitLabel(callThrew);
        frame(code, null, THROWABLE);
        code.visitVarInsn(Opcodes.ASTORE, RESULT);
        code.visitLabel(begins);
        code.visitVarInsn(Opcodes.LLOAD, START);
        probe(code, "thrown", "(J)V");
        code.visitLabel(ends);
        code.visitVarInsn(Opcodes.ALOAD, RESULT);
        code.visitInsn(Opcodes.ATHROW);
        code.visitLabel(lost);
        frame(code, THROWABLE, THROWABLE);
        code.visitInsn(Opcodes.POP);
        LibraryCode.countLoss(code);
        code.visitVarInsn(Opcodes.ALOAD, RESULT);
        code.visitInsn(Opcodes.ATHROW);
    }

    private void afterOwnFailure(MethodVisitor code, Label weThrew) {
        Label begins = new Label();
        Label ends = new Label();
        Label lost = new Label();
        code.visitTryCatchBlock(begins, ends, lost, THROWABLE);
        code.visitLabel(weThrew);
        frame(code, OBJECT, THROWABLE);
        code.visitLabel(begins);
        code.visitVarInsn(Opcodes.LLOAD, START);
        probe(code, "failed", "(Ljava/lang/Throwable;J)V");
        code.visitLabel(ends);
        giveBack(code);
        code.visitLabel(lost);
        frame(code, OBJECT, THROWABLE);
        code.visitInsn(Opcodes.POP);
        LibraryCode.countLoss(code);
        giveBack(code);
    }

    private static void giveBack(MethodVisitor code) {
        code.visitVarInsn(Opcodes.ALOAD, RESULT);
        code.visitInsn(Opcodes.ARETURN);
    }

    /**
     * @param result type of what stands in the result's variable, null if nothing does
     * @param onStack type of what is on the stack, null if nothing is
     */
    private void frame(MethodVisitor code, String result, String onStack) {
        List<Object> locals = new ArrayList<>(Arrays.asList(
                className, OBJECT, "java/lang/reflect/Method", "[Ljava/lang/Object;", Opcodes.INTEGER, Opcodes.LONG));
        if (result != null) {
            locals.add(result);
        }
        Object[] stack = onStack == null ? new Object[0] : new Object[] {onStack};
        code.visitFrame(Opcodes.F_FULL, locals.size(), locals.toArray(), stack.length, stack);
    }

    private static void leave(MethodVisitor code) {
        code.visitVarInsn(Opcodes.ILOAD, SITE);
        code.visitVarInsn(Opcodes.LLOAD, START);
        code.visitVarInsn(Opcodes.ALOAD, RESULT);
        probe(code, "number", "(Ljava/lang/Object;)J");
        code.visitVarInsn(Opcodes.ILOAD, SITE);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, "jnr/ffi/Runtime", "getSystemRuntime", "()Ljnr/ffi/Runtime;", false);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "jnr/ffi/Runtime", "getLastError", "()I", false);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, OURS, "errno", "(II)I", false);
        code.visitVarInsn(Opcodes.ALOAD, ARGUMENTS);
        probe(code, "leave", "(IJJI[Ljava/lang/Object;)V");
    }

    private static void probe(MethodVisitor code, String method, String descriptor) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, LibraryCode.PROBE, method, descriptor, false);
    }
}
