package org.semtrail.agent.bind;

/** Tries, before the first class is changed, whether this JVM bears it. */
public interface Trial {
    /** Why it does not; null if it does. */
    String failure();
}
