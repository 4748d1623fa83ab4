package org.semtrail.agent.patient;

import java.util.ArrayList;
import java.util.List;

/** The calls of JNR in many virtual threads at once, which Java 17 cannot name. */
public final class VirtualProgram {
    /** How many there are. */
    public static final int THREADS = 500;

    private VirtualProgram() {}

    public static void main(String[] arguments) throws Exception {
        JnrProgram program = new JnrProgram();
        int semid = program.semget(0, 1, 0600);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add((Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, (Runnable)
                            () -> use(semid)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("left: " + program.semctl(semid, 0, Scenario.GETVAL, 0));
        program.semctl(semid, 0, Scenario.IPC_RMID, 0);
    }

    private static void use(int semid) {
        JnrProgram program = new JnrProgram();
        program.semop(semid, 0, 1, 0);
        program.semop(-9, 0, 1, 0);
        program.semop(semid, 0, -1, 0);
    }
}
