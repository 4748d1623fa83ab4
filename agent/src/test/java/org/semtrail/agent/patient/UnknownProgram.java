package org.semtrail.agent.patient;

/** Has a native method with the name of a function, and nothing that tells who links it; nobody does. */
public final class UnknownProgram {
    private UnknownProgram() {}

    private static final class Ipc {
        private Ipc() {}

        static native int semget(int key, int nsems, int semflg);
    }

    public static void main(String[] arguments) {
        try {
            Ipc.semget(0, 1, 0);
        } catch (UnsatisfiedLinkError expected) {
            System.out.println("called");
        }
        Recording.await(arguments);
    }
}
