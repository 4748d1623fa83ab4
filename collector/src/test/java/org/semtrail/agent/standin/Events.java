package org.semtrail.agent.standin;

import jdk.jfr.Event;
import jdk.jfr.Name;

/** The agent's events, as its contract with the collector has them. */
final class Events {
    private Events() {}

    abstract static class Call extends Event {
        String call;
        String binding = "jnr";
        boolean viaSyscall;
        long result;
        boolean failed;
        int errno;
        boolean errnoKnown = true;
        boolean virtualThread;

        void ended(String function, long value, int error) {
            end();
            call = function;
            result = value;
            failed = value == -1;
            errno = failed ? error : 0;
            commit();
        }
    }

    @Name("org.semtrail.SemGet")
    static final class SemGet extends Call {
        int key;
        int nsems;
        int semflg;
        int semid;
    }

    @Name("org.semtrail.SemOperation")
    static final class SemOperation extends Call {
        int semid;
        int nsops;
        String operations;
        long timeoutNanos = -1;
    }

    @Name("org.semtrail.SemControl")
    static final class SemControl extends Call {
        int semid;
        int semnum;
        String command;
        int commandNumber;
        long argument;
    }

    @Name("org.semtrail.JniCall")
    static final class JniCall extends Call {
        String method;
        String function;
    }

    @Name("org.semtrail.IpcUsage")
    static final class IpcUsage extends Event {
        String call;
        String binding = "jnr";
        long object;
        String kind = "sem";
        int errno;
        long count;
        long timed;
        long totalNanos;
        long maxNanos;
        String histogram;
    }

    @Name("org.semtrail.AgentStatus")
    static final class AgentStatus extends Event {
        String version = "stand-in";
        String options = "";
        boolean lateAttach;
        String instrumented = "";
        String blind = "";
        long dropped;
        long suppressed;
        long failures;
        String lastFailure = "";
        String recording;
        int pid;
        long startTicks;
        long ipcNs;
        long pidNs;
        String bootId;
    }
}
