package org.semtrail.agent.patient;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What C calls are made of below the libraries: structures as bytes, system calls as numbers. */
final class Bytes {
    private Bytes() {}

    /** A struct sembuf for the first semaphore. */
    static byte[] sembuf(int operation) {
        return ByteBuffer.allocate(6)
                .order(ByteOrder.nativeOrder())
                .putShort((short) 0)
                .putShort((short) operation)
                .array();
    }

    /** The number of a system call. */
    static long number(String call) {
        boolean x86 = System.getProperty("os.arch").equals("amd64");
        return switch (call) {
            case "semget" -> x86 ? 64 : 190;
            case "semop" -> x86 ? 65 : 193;
            case "getpid" -> x86 ? 39 : 172;
            default -> throw new IllegalArgumentException(call);
        };
    }
}
