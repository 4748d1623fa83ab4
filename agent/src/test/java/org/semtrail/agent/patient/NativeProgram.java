package org.semtrail.agent.patient;

import java.io.IOException;

/** Declares a native method by the name of a function, so that the agent records; calls nothing, prints a line, ends as it is told. */
public final class NativeProgram {
    private NativeProgram() {}

    /** Never linked: there is no such library. */
    static final class Ipc {
        static void load() {
            System.loadLibrary("semtrail-none");
        }

        private Ipc() {}

        static native int semget(int key, int nsems, int semflg);
    }

    /** {@code place}: print the repository of JFR; {@code stay}: end with the end of stdin. */
    public static void main(String[] arguments) throws IOException {
        try {
            Ipc.semget(0, 1, 0);
        } catch (UnsatisfiedLinkError expected) {
            System.out.println("called");
        }
        for (String argument : arguments) {
            if (argument.equals("place")) {
                System.out.println("repository " + System.getProperty("jdk.jfr.repository"));
            }
            if (argument.equals("stay")) {
                while (System.in.read() >= 0) {
                    // Until the test lets go.
                }
            }
        }
        System.out.println("ends");
    }
}
