package org.semtrail.agent.bind;

import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Wraps the invoke method of JNR's invocation handler:
 * <pre>
 * int site = JnrReflection.site(method);
 * long start = Probe.enter(site);
 * Object result;
 * try { result = semtrail$invoke(proxy, method, arguments); } catch (Throwable t) { Probe.thrown(start); throw t; }
 * Probe.leave(site, start, Probe.number(result), JnrReflection.errno(site, errno of JNR), arguments);
 * return result;
 * </pre>
 */
final class HandlerVisitor extends ClassVisitor {
    private static final String INVOKE =
            "(Ljava/lang/Object;Ljava/lang/reflect/Method;[Ljava/lang/Object;)Ljava/lang/Object;";
    private static final String OURS = Type.getInternalName(JnrReflection.class);
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
        code.visitCode();
        code.visitTryCatchBlock(callBegins, callEnds, callThrew, THROWABLE);
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
        leave(code);
        code.visitVarInsn(Opcodes.ALOAD, RESULT);
        code.visitInsn(Opcodes.ARETURN);
        code.visitLabel(callThrew);
        Object[] locals = {
            className,
            "java/lang/Object",
            "java/lang/reflect/Method",
            "[Ljava/lang/Object;",
            Opcodes.INTEGER,
            Opcodes.LONG
        };
        code.visitFrame(Opcodes.F_FULL, locals.length, locals, 1, new Object[] {THROWABLE});
        code.visitVarInsn(Opcodes.LLOAD, START);
        probe(code, "thrown", "(J)V");
        code.visitInsn(Opcodes.ATHROW);
        code.visitMaxs(8, RESULT + 1);
        code.visitEnd();
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
