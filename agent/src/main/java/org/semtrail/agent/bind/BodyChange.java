package org.semtrail.agent.bind;

/** A change in the bodies of one class: nothing is added or renamed, so it is repeated whenever the class is retransformed. */
interface BodyChange {
    /** Internal name of the class. */
    String className();

    /** The class is there already: what it did before was not seen. */
    default void comesLate() {}

    /** The changed class file; null to leave it as it is. */
    byte[] apply(ClassLoader loader, byte[] classFile);
}
