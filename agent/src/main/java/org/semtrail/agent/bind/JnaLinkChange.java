package org.semtrail.agent.bind;

import java.io.ByteArrayOutputStream;

/**
 * JNA's NativeLibrary. When JNA links native methods it asks getFunction(String, Method) for the function of each: for one that
 * we renamed it is made to ask for the method that stands in its place, so that function mappers also see what was written. And
 * each symbol that it looks up is told to {@link JnaLookups}.
 *
 * <p>A renamed method must be found by any JNA, so where the agent is hidden from JNA the name alone is put right, by the
 * JDK's own means.
 */
final class JnaLinkChange implements BodyChange {
    static final String CLASS = "com/sun/jna/NativeLibrary";
    static final String DESCRIPTOR = "(Ljava/lang/String;Ljava/lang/reflect/Method;)Lcom/sun/jna/Function;";

    private static final String LINKED = "org/semtrail/agent/bind/JnaLinked";
    private static final String LOOKUPS = "org/semtrail/agent/bind/JnaLookups";
    private static final int LDC_W = 0x13;
    private static final int ALOAD_0 = 0x2a;
    private static final int ASTORE_0 = 0x4b;
    private static final int INVOKEVIRTUAL = 0xb6;
    private static final int INVOKESTATIC = 0xb8;
    private static final int NAME = 1;
    private static final int METHOD = 2;
    private static final int STACK = 3;

    @Override
    public String className() {
        return CLASS;
    }

    @Override
    public byte[] apply(ClassLoader loader, byte[] classFile) {
        SplicedClass library = new SplicedClass(classFile);
        boolean reaches = Visibility.reaches(loader, JnaLinked.class);
        boolean links = links(library, reaches);
        boolean tells =
                reaches && library.addAtStart("getSymbolAddress", "(Ljava/lang/String;)J", lookup(library), STACK);
        if (!tells) {
            // Nobody says when it is needed, so it is done when JNA comes.
            JnaLookups.want();
        }
        return links || tells ? library.bytes() : null;
    }

    /** Whether renamed methods will be found by the JNA that a loader sees. */
    static boolean links(ClassLoader loader, byte[] classFile) {
        return links(new SplicedClass(classFile), Visibility.reaches(loader, JnaLinked.class));
    }

    private static boolean links(SplicedClass library, boolean reaches) {
        return library.declares("getFunction", DESCRIPTOR)
                && library.addAtStart("getFunction", DESCRIPTOR, reaches ? link(library) : nameAlone(library), STACK);
    }

    private static byte[] link(SplicedClass library) {
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        code.write(ALOAD_0 + NAME);
        code.write(ALOAD_0 + METHOD);
        call(
                code,
                INVOKESTATIC,
                library.method(LINKED, "name", "(Ljava/lang/String;Ljava/lang/reflect/Method;)Ljava/lang/String;"));
        code.write(ASTORE_0 + NAME);
        code.write(ALOAD_0 + METHOD);
        call(
                code,
                INVOKESTATIC,
                library.method(LINKED, "asWritten", "(Ljava/lang/reflect/Method;)Ljava/lang/reflect/Method;"));
        code.write(ASTORE_0 + METHOD);
        return code.toByteArray();
    }

    private static byte[] nameAlone(SplicedClass library) {
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        code.write(ALOAD_0 + NAME);
        call(code, LDC_W, library.string(WrappedMethod.PREFIX));
        call(code, LDC_W, library.string(""));
        call(
                code,
                INVOKEVIRTUAL,
                library.method(
                        "java/lang/String",
                        "replace",
                        "(Ljava/lang/CharSequence;Ljava/lang/CharSequence;)Ljava/lang/String;"));
        code.write(ASTORE_0 + NAME);
        return code.toByteArray();
    }

    private static byte[] lookup(SplicedClass library) {
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        code.write(ALOAD_0);
        code.write(ALOAD_0 + NAME);
        call(code, INVOKESTATIC, library.method(LOOKUPS, "found", "(Ljava/lang/Object;Ljava/lang/String;)V"));
        return code.toByteArray();
    }

    private static void call(ByteArrayOutputStream code, int instruction, int constant) {
        code.write(instruction);
        SplicedClass.write2(code, constant);
    }
}
