package org.semtrail.agent.bind;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * JNA tells converters of results which method they convert for (Native.fromNative, since 4.3): not the renamed one, which
 * has another name and no annotations.
 */
final class JnaConversionChange implements BodyChange {
    private static final String METHOD = "Ljava/lang/reflect/Method;";

    @Override
    public String className() {
        return "com/sun/jna/Native";
    }

    @Override
    public byte[] apply(ClassLoader loader, byte[] classFile) {
        if (!Visibility.reaches(loader, JnaLinked.class)) {
            return null;
        }
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new Conversions(writer), 0);
        return writer.toByteArray();
    }

    /** Finds the methods. */
    private static final class Conversions extends ClassVisitor {
        Conversions(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
            int slot = name.equals("fromNative") && isStatic ? slotOfMethod(descriptor) : -1;
            return slot < 0 ? next : new Conversion(next, slot);
        }

        private static int slotOfMethod(String descriptor) {
            int slot = 0;
            for (Type type : Type.getArgumentTypes(descriptor)) {
                if (type.getDescriptor().equals(METHOD)) {
                    return slot;
                }
                slot += type.getSize();
            }
            return -1;
        }
    }

    /** Replaces the parameter first of all. */
    private static final class Conversion extends MethodVisitor {
        private final int slot;

        Conversion(MethodVisitor next, int slot) {
            super(Opcodes.ASM9, next);
            this.slot = slot;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            visitVarInsn(Opcodes.ALOAD, slot);
            visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    Type.getInternalName(JnaLinked.class),
                    "asWritten",
                    "(Ljava/lang/reflect/Method;)Ljava/lang/reflect/Method;",
                    false);
            visitVarInsn(Opcodes.ASTORE, slot);
        }
    }
}
