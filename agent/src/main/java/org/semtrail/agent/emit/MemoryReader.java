package org.semtrail.agent.emit;

/** Reads the memory behind one library's pointer objects; a binding brings it along. */
public interface MemoryReader {
    /**
     * The first bytes behind a pointer object, as many as there are up to {@code length}; null if it is not of this library.
     *
     * @param isReadable whether the kernel itself has just read there; if not, only memory whose bounds are known may be read
     */
    byte[] read(Object pointer, int length, boolean isReadable) throws ReflectiveOperationException;

    /** The address of a pointer object, 0 if it has none, null if the object is not of this library. */
    Long address(Object pointer) throws ReflectiveOperationException;
}
