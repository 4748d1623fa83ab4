package org.semtrail.agent.patient;

import java.util.Arrays;

/** Lets a program wait that makes no call for which the agent would have it wait. */
final class Recording {
    private Recording() {}

    /** Until the agent's thread has begun its rounds, if the arguments ask for it. */
    static void await(String[] arguments) {
        while (Arrays.asList(arguments).contains("await") && !isBegun()) {
            Thread.onSpinWait();
        }
    }

    private static boolean isBegun() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().equals("semtrail"))
                .flatMap(entry -> Arrays.stream(entry.getValue()))
                .anyMatch(frame -> frame.getMethodName().equals("pause"));
    }
}
