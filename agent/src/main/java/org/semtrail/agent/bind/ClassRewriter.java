package org.semtrail.agent.bind;

import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.TypePath;
import org.semtrail.agent.emit.Status;

/** Renames the chosen methods of a class and puts wrappers in their place. */
final class ClassRewriter extends ClassVisitor {
    /** Chooses the methods of one class. */
    interface Choice {
        /** Null to leave the method as it is. */
        WrappedMethod wrapped(int access, String name, String descriptor);

        /** How wrappers of this method speak to the library. */
        LibraryCode library(String name, String descriptor);

        /** The name under which the class is counted; null if it is not. */
        String binding();
    }

    private final Choice choice;
    private String className;
    private int classAccess;
    private int version;
    private LibraryCode added;

    private ClassRewriter(ClassVisitor next, Choice choice) {
        super(Opcodes.ASM9, next);
        this.choice = choice;
    }

    /** Null if nothing was chosen. */
    static byte[] rewrite(byte[] classFile, Choice choice) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        ClassRewriter rewriter = new ClassRewriter(writer, choice);
        reader.accept(rewriter, 0);
        if (rewriter.added == null) {
            return null;
        }
        if (choice.binding() != null) {
            Status.instrumented(choice.binding());
        }
        return writer.toByteArray();
    }

    @Override
    public void visit(
            int classVersion, int access, String name, String signature, String superName, String[] interfaces) {
        version = classVersion;
        classAccess = access;
        className = name;
        super.visit(classVersion, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        WrappedMethod wrapped = choice.wrapped(access, name, descriptor);
        if (wrapped == null) {
            return super.visitMethod(access, name, descriptor, signature, exceptions);
        }
        LibraryCode library = choice.library(name, descriptor);
        if (added == null) {
            library.addTo(cv, className);
            added = library;
        }
        // The wrapper is what others see: it keeps modifiers, annotations and the monitor.
        int seen = access & ~Opcodes.ACC_NATIVE;
        MethodVisitor wrapper = super.visitMethod(seen, name, descriptor, signature, exceptions);
        WrapperWriter writer =
                new WrapperWriter(className, classAccess, version, library, seen, name, descriptor, wrapped);
        int visible = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED | Opcodes.ACC_SYNCHRONIZED;
        int hidden = (access & ~visible) | Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC;
        return new Renamed(
                super.visitMethod(hidden, WrappedMethod.PREFIX + name, descriptor, signature, exceptions),
                wrapper,
                writer);
    }

    /** The method under its new name; hands its annotations over to the wrapper. */
    private static final class Renamed extends MethodVisitor {
        private final MethodVisitor wrapper;
        private final WrapperWriter writer;

        Renamed(MethodVisitor renamed, MethodVisitor wrapper, WrapperWriter writer) {
            super(Opcodes.ASM9, renamed);
            this.wrapper = wrapper;
            this.writer = writer;
        }

        @Override
        public void visitParameter(String name, int access) {
            wrapper.visitParameter(name, access);
        }

        @Override
        public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            return wrapper.visitAnnotation(descriptor, visible);
        }

        @Override
        public AnnotationVisitor visitTypeAnnotation(
                int typeRef, TypePath typePath, String descriptor, boolean visible) {
            return wrapper.visitTypeAnnotation(typeRef, typePath, descriptor, visible);
        }

        @Override
        public void visitAnnotableParameterCount(int count, boolean visible) {
            wrapper.visitAnnotableParameterCount(count, visible);
        }

        @Override
        public AnnotationVisitor visitParameterAnnotation(int parameter, String descriptor, boolean visible) {
            return wrapper.visitParameterAnnotation(parameter, descriptor, visible);
        }

        @Override
        public void visitEnd() {
            writer.writeTo(wrapper);
            super.visitEnd();
        }
    }
}
