package org.semtrail.agent.bind;

import java.io.IOException;
import java.util.List;

/** One way by which Java reaches C: which classes it shows in, and how they are rewritten. */
interface Binding {
    /** As in the field {@code binding} of the events. */
    String name();

    /**
     * Whether a class that is being loaded is one to rewrite. Asked for every class of the application, under the locks of its
     * loader: no objects, no lambdas, nothing that loads classes.
     */
    boolean matches(String className, byte[] classFile);

    /**
     * The rewritten class file; null to leave the class as it is. Asked once for each class, at load time, so methods may be
     * added and natives renamed; a later retransformation by somebody else starts from what this returned.
     */
    byte[] rewrite(ClassLoader loader, String className, byte[] classFile)
            throws ReflectiveOperationException, IOException;

    /** Methods of known classes whose bodies, and only those, are changed; also when the class is already loaded. */
    List<BodyChange> bodyChanges();
}
