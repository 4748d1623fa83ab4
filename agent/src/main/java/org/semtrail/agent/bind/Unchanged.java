package org.semtrail.agent.bind;

import java.util.HashSet;
import java.util.Set;
import org.semtrail.agent.emit.Failures;
import org.semtrail.agent.emit.Status;

/** Classes whose bodies should have been changed and could not be: what builds on the change must not be done. */
final class Unchanged {
    private static final Set<String> NAMES = new HashSet<>();

    private Unchanged() {}

    /** @param className internal name */
    static void add(String className, Throwable why) {
        synchronized (NAMES) {
            NAMES.add(className);
        }
        Failures.count(why);
        Status.blind(className.replace('/', '.') + " could not be changed: " + why);
    }

    static boolean contains(String className) {
        synchronized (NAMES) {
            return NAMES.contains(className);
        }
    }
}
