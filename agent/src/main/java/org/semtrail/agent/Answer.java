package org.semtrail.agent;

/** What a late attach came to, as a property of the JVM: whoever attached reads it there. */
final class Answer {
    private static final String PROPERTY = "semtrail.agent.answer";

    private Answer() {}

    static void loaded(boolean late, String notSeen) {
        give(late, "ok: the agent is loaded and records from the first IPC call on\nnot seen: " + notSeen);
    }

    static void changed(boolean late) {
        give(
                late,
                "ok: the agent was there already and has these options now\n"
                        + "kept as they were: where it records to, and what native methods do");
    }

    static void refused(boolean late, String why) {
        give(late, "error: " + why);
    }

    private static void give(boolean late, String answer) {
        if (late) {
            System.setProperty(PROPERTY, answer);
        }
    }
}
