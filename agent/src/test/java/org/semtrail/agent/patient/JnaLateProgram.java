package org.semtrail.agent.patient;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.tools.attach.VirtualMachine;

/** Uses both mappings of JNA, then has an agent loaded, if it is given one, and uses them again. */
public final class JnaLateProgram {
    /** Looks functions up before the agent comes. */
    public interface Early extends Library {
        int semget(int key, int nsems, int semflg);
    }

    /** Linked before the agent comes. */
    static final class Linked {
        static {
            Native.register("c");
        }

        private Linked() {}

        static native int semget(int key, int nsems, int semflg);
    }

    private JnaLateProgram() {}

    public static void main(String[] arguments) throws Exception {
        Early early = Native.load("c", Early.class);
        System.out.println("before: " + early.semget(1, 1, 0) + " " + Linked.semget(2, 1, 0));
        if (arguments.length > 0) {
            VirtualMachine self =
                    VirtualMachine.attach(Long.toString(ProcessHandle.current().pid()));
            self.loadAgent(arguments[0], arguments[1]);
            self.detach();
        }
        System.out.println("after: " + early.semget(3, 1, 0) + " " + Linked.semget(4, 1, 0));
        JnaBothProgram.main(arguments);
    }
}
