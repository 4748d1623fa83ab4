package org.semtrail.agent;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.util.jar.JarFile;

/**
 * Brings the agent's classes to the boot loader, where every class of the application finds the probe. The manifest does it by
 * Boot-Class-Path, which names the jar itself; if the jar bears another name, it is appended, for which the JVM may say a line
 * about class data sharing.
 */
final class BootPath {
    private BootPath() {}

    static boolean isOurs() {
        return BootPath.class.getClassLoader() == null;
    }

    /** Starts again with the classes of the boot loader. */
    static void moveTo(Instrumentation instrumentation, String options, boolean late)
            throws IOException, URISyntaxException, ReflectiveOperationException {
        File jar = new File(
                Agent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        // Without verification: it is slow before the JIT, and the JVM has read the jar already.
        instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jar, false));
        Class.forName(Agent.class.getName(), true, null)
                .getMethod(late ? "agentmain" : "premain", String.class, Instrumentation.class)
                .invoke(null, options, instrumentation);
    }
}
