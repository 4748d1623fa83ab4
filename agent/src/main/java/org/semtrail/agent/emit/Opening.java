package org.semtrail.agent.emit;

/** Opens packages of the JDK to the agent's own classes; on Java 8, which has no modules, there is nothing to open. */
public interface Opening {
    /** Opens the package of a class to this one's module. */
    void open(Class<?> inPackage) throws ReflectiveOperationException;
}
