package org.semtrail.agent.bind;

import org.semtrail.agent.emit.Probe;

/** Asks whether a class loader delegates to the boot loader for the probe; filtering ones, as of OSGi, may not. */
final class Visibility {
    private Visibility() {}

    static boolean reachesProbe(ClassLoader loader) {
        return reaches(loader, Probe.class);
    }

    static boolean reaches(ClassLoader loader, Class<?> ours) {
        try {
            return Class.forName(ours.getName(), false, loader) == ours;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
