package org.semtrail.agent.bind;

import java.io.ByteArrayOutputStream;

/**
 * JNA tells converters of results which method they convert for (Native.fromNative, since 4.3): not the renamed one, which
 * has another name and no annotations.
 */
final class JnaConversionChange implements BodyChange {
    private static final String METHOD = "Ljava/lang/reflect/Method;";
    private static final String LINKED = "org/semtrail/agent/bind/JnaLinked";
    private static final int ALOAD_0 = 0x2a;
    private static final int ASTORE_0 = 0x4b;
    private static final int INVOKESTATIC = 0xb8;

    @Override
    public String className() {
        return "com/sun/jna/Native";
    }

    @Override
    public byte[] apply(ClassLoader loader, byte[] classFile) {
        if (!Visibility.reaches(loader, JnaLinked.class)) {
            return null;
        }
        SplicedClass jna = new SplicedClass(classFile);
        String object = "Ljava/lang/Object;";
        boolean changed = change(jna, "(" + METHOD + object + ")Lcom/sun/jna/NativeMapped;", 0);
        changed |= change(jna, "(Lcom/sun/jna/FromNativeConverter;" + object + METHOD + ")" + object, 2);
        return changed ? jna.bytes() : null;
    }

    private static boolean change(SplicedClass jna, String descriptor, int parameter) {
        if (!jna.declares("fromNative", descriptor)) {
            return false;
        }
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        code.write(ALOAD_0 + parameter);
        code.write(INVOKESTATIC);
        SplicedClass.write2(code, jna.method(LINKED, "asWritten", "(" + METHOD + ")" + METHOD));
        code.write(ASTORE_0 + parameter);
        return jna.addAtStart("fromNative", descriptor, code.toByteArray(), 1);
    }
}
