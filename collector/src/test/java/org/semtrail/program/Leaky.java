package org.semtrail.program;

import java.nio.file.Path;
import org.semtrail.agent.standin.Agent;
import org.semtrail.agent.standin.Probe;

/** Makes sets and never removes them; then it waits to be killed. Arguments: the folder of recordings, how many. */
public final class Leaky {
    private Leaky() {}

    public static void main(String[] args) throws Exception {
        Agent.start(Path.of(args[0]));
        for (int i = 0; i < Integer.parseInt(args[1]); i++) {
            int semid = open();
            Probe.semctl(semid, 0, "SETVAL", 1);
            Probe.semop(semid, 0, -1, Probe.UNDO);
            Probe.counted(semid, 0, 1000, 5_000_000, "900 90 0 9 0 0 1");
            System.out.println(semid);
        }
        System.out.println("ready");
        synchronized (args) {
            args.wait();
        }
    }

    private static int open() {
        return Probe.semget(0, 1, 0600);
    }
}
