package org.semtrail.agent.bind;

import java.util.Collections;
import java.util.List;

/**
 * The Foreign Function &amp; Memory API of JDK 22 and later. No class of the application shows its calls; so the JDK's linker is
 * changed to hand each handle it makes to {@link FfmHandles}, which wraps those of our functions. The linker is loaded when
 * somebody uses the API, and not before.
 */
final class FfmBinding implements Binding {
    static final String NAME = "ffm";
    /** Before, the API was a preview with other shapes. */
    private static final String SINCE = "22";

    private final Once trial;

    FfmBinding(Once trial) {
        this.trial = trial;
    }

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
        return isThere() ? Collections.<BodyChange>singletonList(new FfmLinkerChange(trial)) : Collections.emptyList();
    }

    private static boolean isThere() {
        String version = System.getProperty("java.specification.version", "");
        return version.length() == SINCE.length() && version.compareTo(SINCE) >= 0;
    }
}
