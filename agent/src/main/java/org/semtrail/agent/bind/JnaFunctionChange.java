package org.semtrail.agent.bind;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.semtrail.agent.emit.Status;

/**
 * Puts a prologue before JNA's Function.invoke(Object[], Class, boolean, int), which has fewer parameters in older versions;
 * once there is reason to, see {@link JnaLookups}.
 */
final class JnaFunctionChange implements BodyChange {
    private static final String PARAMETERS = "([Ljava/lang/Object;Ljava/lang/Class;";

    @Override
    public String className() {
        return "com/sun/jna/Function";
    }

    @Override
    public void comesLate() {
        JnaLookups.want();
    }

    @Override
    public byte[] apply(ClassLoader loader, byte[] classFile) {
        if (!JnaLookups.isWanted()) {
            return null;
        }
        if (!Visibility.reaches(loader, JnaCalls.class)) {
            Status.blind(
                    "calls through JNA: its class loader " + loader.getClass().getName() + " hides org.semtrail.agent");
            return null;
        }
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        Functions functions = new Functions(writer);
        reader.accept(functions, 0);
        if (!functions.changed) {
            Status.blind("calls through JNA: this version is not known");
            return null;
        }
        return writer.toByteArray();
    }

    /** Finds the methods by which all calls pass. */
    private static final class Functions extends ClassVisitor {
        private int version;
        private boolean hasName;
        private boolean changed;

        Functions(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visit(
                int classVersion, int access, String name, String signature, String superName, String[] interfaces) {
            version = classVersion & 0xffff;
            super.visit(classVersion, access, name, signature, superName, interfaces);
        }

        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
            hasName |= name.equals(JnaPrologue.NAME_FIELD) && descriptor.equals("Ljava/lang/String;");
            return super.visitField(access, name, descriptor, signature, value);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            boolean isPassed = hasName
                    && name.equals("invoke")
                    && descriptor.startsWith(PARAMETERS)
                    && Type.getReturnType(descriptor).getSort() == Type.OBJECT
                    && (access & (Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
            changed |= isPassed;
            return isPassed ? new JnaPrologue(next, descriptor, version) : next;
        }
    }
}
