package org.semtrail.agent.bind;

import java.io.ByteArrayOutputStream;
import org.semtrail.agent.emit.Status;

/**
 * Makes both forms of the linker's downcallHandle pass what they return through {@link FfmHandles}. It stands inside the linker,
 * behind its check of the caller: who asks for a handle stays the caller, in the JDK's warning too. Along goes the linker's
 * own way to make a handle, which lies behind that check as well.
 */
final class FfmLinkerChange implements BodyChange {
    static final String LINKER = "jdk/internal/foreign/abi/AbstractLinker";
    static final String PUBLIC = "downcallHandle";
    static final String INNER = "downcallHandle0";
    static final String UNBOUND =
            "(Ljava/lang/foreign/FunctionDescriptor;[Ljava/lang/foreign/Linker$Option;)Ljava/lang/invoke/MethodHandle;";
    static final String BOUND = "(Ljava/lang/foreign/MemorySegment;" + UNBOUND.substring(1);
    static final String HANDLES = "org/semtrail/agent/bind/FfmHandles";
    static final String SEGMENT = "java/lang/foreign/MemorySegment";
    private static final String HANDLE = "Ljava/lang/invoke/MethodHandle;";
    private static final String OBJECT = "Ljava/lang/Object;";
    /** Handle, linker, inner method; then the parameters, and the address as a number. */
    static final String GIVE_BOUND = "(" + HANDLE + OBJECT + HANDLE + OBJECT + OBJECT + "[" + OBJECT + "J)" + HANDLE;

    static final String GIVE_UNBOUND = "(" + HANDLE + OBJECT + HANDLE + OBJECT + "[" + OBJECT + ")" + HANDLE;

    private static final int LDC_W = 0x13;
    private static final int ALOAD_0 = 0x2a;
    private static final int INVOKESTATIC = 0xb8;
    private static final int INVOKEINTERFACE = 0xb9;
    static final int STACK = 8;

    private final Once trial;

    FfmLinkerChange(Once trial) {
        this.trial = trial;
    }

    @Override
    public String className() {
        return LINKER;
    }

    @Override
    public byte[] apply(ClassLoader loader, byte[] classFile) {
        FfmTrial.after(trial);
        SplicedClass linker = new SplicedClass(classFile);
        // A constant that names a missing method would fail in the application.
        if (!linker.declares(INNER, UNBOUND) || !linker.declares(PUBLIC, BOUND) || !linker.declares(PUBLIC, UNBOUND)) {
            Status.blind("FFM: the linker of this JDK has another shape than those known");
            return null;
        }
        boolean isStraight = linker.addBeforeReturn(PUBLIC, BOUND, giveBound(linker), STACK)
                && linker.addBeforeReturn(PUBLIC, UNBOUND, giveUnbound(linker), STACK);
        return isStraight ? linker.bytes() : FfmLinkerRewriter.rewrite(classFile);
    }

    private static byte[] giveBound(SplicedClass linker) {
        ByteArrayOutputStream code = give(linker, 3);
        code.write(ALOAD_0 + 1);
        code.write(INVOKEINTERFACE);
        SplicedClass.write2(code, linker.interfaceMethod(SEGMENT, "address", "()J"));
        code.write(1);
        code.write(0);
        code.write(INVOKESTATIC);
        SplicedClass.write2(code, linker.method(HANDLES, "bound", GIVE_BOUND));
        return code.toByteArray();
    }

    private static byte[] giveUnbound(SplicedClass linker) {
        ByteArrayOutputStream code = give(linker, 2);
        code.write(INVOKESTATIC);
        SplicedClass.write2(code, linker.method(HANDLES, "unbound", GIVE_UNBOUND));
        return code.toByteArray();
    }

    /** The handle is on the stack already. */
    private static ByteArrayOutputStream give(SplicedClass linker, int parameters) {
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        code.write(ALOAD_0);
        code.write(LDC_W);
        SplicedClass.write2(code, linker.methodHandle(LINKER, INNER, UNBOUND));
        for (int i = 1; i <= parameters; i++) {
            code.write(ALOAD_0 + i);
        }
        return code;
    }
}
