package org.semtrail.agent.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static final int CALLS = 100;
    private static final long SETVAL = 16;
    private static final long IPC_RMID = 0;
    private static final long ATTACHED = 0x7f0000000000L;

    private final CallState state = new CallState();

    @Test
    void aLoopOnOneObjectIsToldOnlyAtItsBeginning() {
        assertEquals(Burst.A_SECOND, told("semctl", EventKind.SEM_CONTROL, SETVAL, 7, i -> 0));
        assertEquals(Burst.A_SECOND, told("shmat", EventKind.SHM_ATTACH, 0, 8, i -> ATTACHED));
        assertEquals(Burst.A_SECOND, told("semget", EventKind.SEM_GET, 0, 42, i -> 9));
    }

    @Test
    void whatMakesOrRemovesAnObjectIsAlwaysTold() {
        assertEquals(CALLS, told("semctl", EventKind.SEM_CONTROL, IPC_RMID, 7, i -> 0));
        assertEquals(CALLS, told("semget", EventKind.SEM_GET, 0, 0, i -> 1000 + i));
        assertEquals(CALLS, told("msgget", EventKind.MSG_GET, 0, 43, i -> 1000 + i));
    }

    /** How many of so many calls within a second; the third argument is semctl's command. */
    private int told(String call, EventKind kind, long command, long first, LongUnaryOperator result) {
        Site site = new Site.Builder(call, "test of outcomes", kind).site();
        int told = 0;
        for (int i = 0; i < CALLS; i++) {
            long[] arguments = {first, 0, command, 0, 0};
            Call made = new Call(site, 1000, 2000, result.applyAsLong(i), false, 0, arguments, null, null);
            told += Outcome.isToBeTold(state, made) ? 1 : 0;
        }
        return told;
    }
}
