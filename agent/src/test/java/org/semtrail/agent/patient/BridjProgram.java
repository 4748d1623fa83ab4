package org.semtrail.agent.patient;

import org.bridj.BridJ;
import org.bridj.CRuntime;
import org.bridj.ann.Library;
import org.bridj.ann.Runtime;

/** Through BridJ, which finds the functions by the names of the methods, as other libraries than JNA do. */
public final class BridjProgram {
    private BridjProgram() {}

    /** Linked by BridJ. */
    @Library("c")
    @Runtime(CRuntime.class)
    public static class LibC {
        static {
            BridJ.register();
        }

        private LibC() {}

        public static native int semget(int key, int nsems, int semflg);
    }

    public static void main(String[] arguments) {
        System.out.println(LibC.semget(0, 1, 0600) >= 0 ? "made" : "not made");
        Recording.await(arguments);
    }
}
