package org.semtrail.agent.emit;

/** Names of the commands of semctl, shmctl and msgctl (sys/ipc.h, sys/sem.h, sys/shm.h, sys/msg.h of Linux). */
final class Commands {
    /** Set by old C libraries in the call through syscall(2). */
    private static final int IPC_64 = 0x100;

    private static final String[] IPC = {"IPC_RMID", "IPC_SET", "IPC_STAT", "IPC_INFO"};
    private static final String[] SEM = {
        "GETPID", "GETVAL", "GETALL", "GETNCNT", "GETZCNT", "SETVAL", "SETALL", "SEM_STAT", "SEM_INFO", "SEM_STAT_ANY"
    };
    private static final String[] SHM = {"SHM_LOCK", "SHM_UNLOCK", "SHM_STAT", "SHM_INFO", "SHM_STAT_ANY"};
    private static final String[] MSG = {"MSG_STAT", "MSG_INFO", "MSG_STAT_ANY"};
    private static final int FIRST_OWN = 11;

    private Commands() {}

    static String ofSem(int command) {
        return name(command, SEM);
    }

    static String ofShm(int command) {
        return name(command, SHM);
    }

    static String ofMsg(int command) {
        return name(command, MSG);
    }

    /** Whether a command only looks. */
    static boolean reads(String name) {
        return name.startsWith("GET") || name.contains("STAT") || name.endsWith("INFO");
    }

    private static String name(int command, String[] own) {
        int number = command & ~IPC_64;
        if (number >= 0 && number < IPC.length) {
            return IPC[number];
        }
        boolean known = number >= FIRST_OWN && number < FIRST_OWN + own.length;
        return known ? own[number - FIRST_OWN] : Integer.toString(command);
    }
}
