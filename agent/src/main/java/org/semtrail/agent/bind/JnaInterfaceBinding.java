package org.semtrail.agent.bind;

import java.util.Collections;
import java.util.List;

/**
 * JNA's interface mapping. All its calls pass one method, Function.invoke, where the name of the C function is known, also
 * behind a function mapper: its body is changed, at load time or later.
 */
final class JnaInterfaceBinding implements Binding {
    static final String NAME = "jna";

    @Override
    public String name() {
        return NAME;
    }

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
        return Collections.singletonList(new JnaFunctionChange());
    }
}
