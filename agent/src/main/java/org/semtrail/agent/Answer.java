package org.semtrail.agent;

import java.util.List;

/** What a late attach came to, as a property of the JVM: whoever attached reads it there. */
final class Answer {
    private static final String PROPERTY = "semtrail.agent.answer";

    private Answer() {}

    static void loaded(boolean late, String notSeen) {
        give(late, "ok: the agent is loaded and records from the first IPC call on\nnot seen: " + notSeen);
    }

    /** Of an agent that was there: which options it has taken, and which come too late. */
    static void changed(boolean late, List<String> taken, List<String> notTaken) {
        StringBuilder answer = new StringBuilder("ok: the agent was there already");
        answer.append("\ntaken: ").append(taken.isEmpty() ? "nothing" : String.join(", ", taken));
        if (!notTaken.isEmpty()) {
            answer.append("\nnot taken, for they count only when the agent starts: ")
                    .append(String.join(", ", notTaken));
        }
        give(late, answer.append("\nall other options are as they were").toString());
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
