package org.semtrail.capture.host;

/** Takes away objects of one kind. The calling thread is in the IPC namespace of the object, where it has one. */
public interface Removal<T> {
    /** Whether the object is there, unchanged, and has no user: asked of the kernel immediately before. */
    boolean isUnused(Look look, T row);

    /** Removes it: 0, or the negated errno. */
    long remove(Look look, T row);
}
