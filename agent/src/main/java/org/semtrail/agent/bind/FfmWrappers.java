package org.semtrail.agent.bind;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.semtrail.agent.call.NativeCall;
import org.semtrail.agent.call.Syscalls;
import org.semtrail.agent.emit.Memory;
import org.semtrail.agent.emit.Probe;

/**
 * The generated methods around handles, one for each function and signature, whatever the number of handles: the handles are
 * their first parameters. They are in hidden classes, so that no stack trace of the application shows them.
 */
final class FfmWrappers {
    private static final String CLASS = "org/semtrail/agent/bind/FfmCall";
    private static final Map<String, MethodHandle> MADE = new HashMap<>();
    private static int syscalls = WrappedMethod.NONE;

    private FfmWrappers() {}

    static synchronized MethodHandle of(String name, FfmSignature signature) throws ReflectiveOperationException {
        String key = name + " " + signature;
        MethodHandle made = MADE.get(key);
        if (made == null) {
            if (MADE.isEmpty()) {
                Memory.add(FfmMemory.READER);
            }
            String descriptor = signature.generated().toMethodDescriptorString();
            made = make(name, signature, wrapped(name, descriptor, signature), Probe.class);
            MADE.put(key, made);
        }
        return made;
    }

    /**
     * @param probe what is told of a call
     */
    static MethodHandle make(String name, FfmSignature signature, WrappedMethod wrapped, Class<?> probe)
            throws ReflectiveOperationException {
        MethodType type = signature.generated();
        String descriptor = type.toMethodDescriptorString();
        ClassWriter writer = new ClassWriter(0);
        int access = Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
        writer.visit(Opcodes.V1_8, access, CLASS, null, "java/lang/Object", null);
        FfmWrapperWriter code = new FfmWrapperWriter(CLASS, name, signature, wrapped, probe);
        code.writeTo(writer.visitMethod(Opcodes.ACC_STATIC, name, descriptor, null, null));
        new FfmCode(signature).addTo(writer, CLASS);
        code.writeInitialiser(writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null));
        writer.visitEnd();
        MethodHandles.Lookup hidden = define(writer.toByteArray());
        return hidden.findStatic(hidden.lookupClass(), name, type);
    }

    private static WrappedMethod wrapped(String name, String descriptor, FfmSignature signature) {
        if (!name.equals(NativeCall.SYSCALL)) {
            int[] parameters = signature.parameters(WrappedMethod.ARGUMENTS);
            long[] constants = new long[WrappedMethod.ARGUMENTS];
            return WrappedMethod.of(NativeCall.named(name), FfmBinding.NAME, descriptor, parameters, constants);
        }
        if (syscalls == WrappedMethod.NONE) {
            syscalls = Syscalls.sites(FfmBinding.NAME);
        }
        int[] parameters = signature.parameters(1 + WrappedMethod.ARGUMENTS);
        // Segments have addresses, unless they may be on the heap.
        return WrappedMethod.syscall(syscalls, descriptor, parameters, signature.mayBeHeap);
    }

    /** As Lookup.defineHiddenClass, which Java 8 does not have. */
    private static MethodHandles.Lookup define(byte[] classFile) throws ReflectiveOperationException {
        Class<?> options = Array.newInstance(Class.forName("java.lang.invoke.MethodHandles$Lookup$ClassOption"), 0)
                .getClass();
        Object none = Array.newInstance(options.getComponentType(), 0);
        return (MethodHandles.Lookup) MethodHandles.Lookup.class
                .getMethod("defineHiddenClass", byte[].class, boolean.class, options)
                .invoke(MethodHandles.lookup(), classFile, true, none);
    }
}
