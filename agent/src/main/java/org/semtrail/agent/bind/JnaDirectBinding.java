package org.semtrail.agent.bind;

import java.util.Arrays;
import java.util.List;

/**
 * JNA's direct mapping: native methods that JNA links to functions of their name. They are renamed as those of JNI, and among
 * them found; so that JNA still finds the functions, its look for them is changed.
 */
final class JnaDirectBinding implements Binding {
    static final String NAME = "jna-direct";

    @Override
    public String name() {
        return NAME;
    }

    /** Nothing: one scan for native methods serves JNI and this. */
    @Override
    public boolean matches(String className, byte[] classFile) {
        return false;
    }

    @Override
    public byte[] rewrite(ClassLoader loader, String className, byte[] classFile) {
        return null;
    }

    @Override
    public List<BodyChange> bodyChanges() {
        return Arrays.asList(new JnaLinkChange(), new JnaConversionChange());
    }
}
