package org.semtrail.agent.patient;

/** Declares natives by the names of functions, and calls one before and after a debugger has redefined its class. */
public final class RedefinedProgram {
    /** Never linked: there is no such library. */
    static final class Ipc {
        static void load() {
            System.loadLibrary("semtrail-none");
        }

        static native int semget(int key, int nsems, int semflg);

        static String name() {
            return "before";
        }
    }

    private RedefinedProgram() {}

    public static void main(String[] arguments) throws Exception {
        call();
        SecondAgent.redefine(Ipc.class);
        System.out.println(Ipc.name());
        call();
    }

    private static void call() {
        try {
            Ipc.semget(0, 1, 0);
        } catch (UnsatisfiedLinkError expected) {
            System.out.println("not linked");
        }
    }
}
