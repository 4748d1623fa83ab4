package org.semtrail.capture.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lists of processes that sos keeps: ps auxwww, and two of ps axo with other columns each. */
class PsTextTest {
    private static final LogTimes TIMES =
            new LogTimes(ZoneOffset.UTC, true, Instant.parse("2026-11-24T13:00:00Z"), null);
    private static final String AUX = """
            USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND
            root           2  0.0  0.0      0     0 ?        S    05:37   0:00 [kthreadd]
            root          14  0.0  0.0      0     0 ?        I<   05:37   0:00 [kworker/0:0H-ev]
            postgres     700  0.0  0.3 215000 29000 ?        Ss   13:30   0:00 postgres: checkpointer \s
            shop        2575  7.9  0.1 783500 41468 ?        Sl   10:52   0:00 /usr/bin/java -Dpassword=hunter2 -jar shop.jar
            """;
    private static final String GROUPS = """
              PID  PPID USER     GROUP      LWP NLWP START COMMAND         CGROUP
             2575     1 shop     shop      2575   27 10:52 java            4:memory:/x,0::/system.slice/shop.service
              801     1 root     root       801    1 05:37 tmux: server    0::/user.slice/user-0.slice/session-1.scope
            """;
    private static final String SCHED = """
            F S   UID   PID  PPID  PGID   SID CLS PRI ADDR    SZ WCHAN                                 STARTED TT           TIME CMD
            4 S   999  2575     1     0     0  TS  29    - 11914 -                    Tue Nov 24 10:52:06 2026 ?        00:03:50 /usr/bin/java -jar shop.jar
            """;

    private static ProcessTexts of(String... texts) throws IOException {
        ProcessTexts all = new ProcessTexts();
        for (String text : texts) {
            assertTrue(PsText.is(text.lines().findFirst().orElseThrow()));
            assertEquals(0, all.add(new BufferedReader(new StringReader(text)), TIMES));
        }
        return all;
    }

    @Test
    void severalTextsTellOneProcess() throws IOException {
        ProcessRow shop = of(SCHED, GROUPS, AUX).rows().get(0);
        assertEquals(
                new ProcessRow(2575, "shop", "java", Instant.parse("2026-11-24T10:52:06Z"), "shop.service", null, true),
                shop);
    }

    @Test
    void argumentsAreNotKeptAndThreadsOfTheKernelAreNot() throws IOException {
        List<ProcessRow> rows = of(AUX).rows();
        assertEquals(List.of(700, 2575), rows.stream().map(ProcessRow::pid).toList());
        assertFalse(rows.toString().contains("hunter2"));
        assertEquals("postgres", rows.get(0).program());
    }

    @Test
    void aTimeOfDayIsTheLastBeforeTheTextWasWritten() throws IOException {
        List<ProcessRow> rows = of(AUX).rows();
        assertEquals(Instant.parse("2026-11-23T13:30:00Z"), rows.get(0).start());
        assertEquals(Instant.parse("2026-11-24T10:52:00Z"), rows.get(1).start());
    }

    @Test
    void aCommandMayHaveSpacesBetweenOtherColumns() throws IOException {
        ProcessRow tmux = of(GROUPS).rows().get(1);
        assertEquals("tmux", tmux.program());
        assertEquals("session-1.scope", tmux.unit());
    }
}
