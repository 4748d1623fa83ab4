package org.semtrail.capture.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What ipcs of util-linux 2.38 printed in several languages, of two sets with 3 semaphores and with 1. */
class IpcsTextTest {
    private static final LogTimes TIMES =
            new LogTimes(ZoneId.of("Europe/Berlin"), true, Instant.parse("2027-03-01T00:00:00Z"), null);

    @Test
    void theLanguageDoesNotMatter() throws IOException {
        for (String language : List.of("de", "fr", "ja", "ru", "zh_CN", "es", "cs")) {
            TableText text = read(language);
            assertEquals(List.of(0, 1), text.sems().stream().map(SemRow::semid).toList(), language);
            assertEquals(List.of(3, 1), text.sems().stream().map(SemRow::nsems).toList(), language);
            assertEquals(
                    Set.of("root"),
                    Set.copyOf(text.sems().stream().map(SemRow::owner).toList()),
                    language);
            Instant made = Instant.parse("2026-11-24T10:06:51Z");
            assertTrue(text.sems().stream().allMatch(s -> made.equals(s.ctime()) && s.never()), language);
            assertEquals(32_000L, text.limits().get("semmni"), language);
            assertEquals(1_024_000_000L, text.limits().get("semmns"), language);
            assertEquals(2L, text.used().get("semmni"), language);
            assertEquals(4L, text.used().get("semmns"), language);
            assertTrue(text.complete(), language);
        }
    }

    /** As util-linux 2.13 to 2.20 printed it: names cut in lists and not in creators, uids as numbers with a sign. */
    @Test
    void oldVersionsAreRead() throws IOException {
        TableText text = old("rhel5");
        assertEquals(0, text.torn());
        assertEquals(
                List.of(28311552, 28344321, 28377090, 2146435072, 28409860),
                text.sems().stream().map(SemRow::semid).toList());
        assertEquals(
                List.of(1, 1, 17, 154, 1),
                text.sems().stream().map(SemRow::nsems).toList());
        assertEquals(
                List.of("apache", "apache", "postgres", "oracle_longname", "-2"),
                text.sems().stream().map(SemRow::owner).toList());
        assertEquals(
                List.of(0600, 0600, 0600, 0640, 0666),
                text.sems().stream().map(SemRow::perms).toList());
        assertEquals(Instant.parse("2011-09-08T01:12:09Z"), text.sems().get(0).ctime());
        assertTrue(text.sems().get(0).never());
        assertEquals(Instant.parse("2011-09-08T09:40:02Z"), text.sems().get(3).otime());
        assertEquals(0x4d0106fb, text.sems().get(3).key());
        assertEquals(Map.of("semmni", 128L, "semmsl", 250L, "semmns", 32_000L, "semopm", 32L), text.limits());
        assertEquals(Map.of("semmni", 5L, "semmns", 174L), text.used());
    }

    @Test
    void theOldestVersionsHadAColumnMore() throws IOException {
        TableText text = old("status-column");
        assertEquals(List.of(0, 32769), text.sems().stream().map(SemRow::semid).toList());
        assertEquals(List.of(1, 4), text.sems().stream().map(SemRow::nsems).toList());
        assertTrue(text.complete());
    }

    @Test
    void oneSetOfAnOldVersionIsRead() throws IOException {
        SemRow row = old("one-set").sems().get(0);
        assertEquals(28344321, row.semid());
        assertEquals("48", row.owner());
        assertEquals(2, row.waiting());
        assertEquals(new SemRow.Sem(0, 0, 2, 0, 7548), row.sems().get(0));
    }

    private static TableText old(String name) throws IOException {
        return in("ipcs-old/" + name);
    }

    private static TableText read(String language) throws IOException {
        return in("ipcs/" + language);
    }

    private static TableText in(String resource) throws IOException {
        assertEquals(InputKind.IPCS, InputKind.of(bytes(resource)), resource);
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(IpcsTextTest.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
            return IpcsText.read(in, TIMES);
        }
    }

    private static byte[] bytes(String resource) throws IOException {
        try (InputStream in = IpcsTextTest.class.getResourceAsStream(resource)) {
            return in.readAllBytes();
        }
    }

    @Test
    void aTimeWithoutAYearIsTheLastSuchBeforeTheTextWasWritten() throws IOException {
        String text = "------ Semaphore Operation/Change Times --------\n"
                + "semid    owner      last-op                    last-changed\n"
                + "3        apache      Not set                    Tue Nov 24 11:06:51\n"
                + "4        apache      Mon Feb  1 08:00:00        Mon Feb  1 07:00:00\n";
        TableText table = IpcsText.read(new BufferedReader(new StringReader(text)), TIMES);
        assertEquals(Instant.parse("2026-11-24T10:06:51Z"), table.sems().get(0).ctime());
        assertEquals(Instant.parse("2027-02-01T07:00:00Z"), table.sems().get(1).otime());
        assertTrue(
                table.vaguest().how().startsWith("no year, taken as "),
                table.vaguest().how());
    }

    @Test
    void oneSetIsReadWithWhoWaitsOnIt() throws IOException {
        String text = "\nSemaphore Array semid=4\nuid=0\t gid=0\t cuid=33\t cgid=0\nmode=0600, access_perms=0600\n"
                + "nsems = 1\notime = Tue Nov 24 10:52:03 2026  \nctime = Tue Nov 24 10:52:03 2026  \n"
                + "semnum     value      ncount     zcount     pid       \n0          0          1          0          10\n";
        assertTrue(IpcsText.is(text.lines().filter(l -> !l.isBlank()).toList()));
        TableText table = IpcsText.read(new BufferedReader(new StringReader(text)), TIMES);
        SemRow row = table.sems().get(0);
        assertEquals(new SemRow.Sem(0, 0, 1, 0, 10), row.sems().get(0));
        assertEquals(0600, row.perms());
        assertEquals("33", row.creator());
        assertEquals(Instant.parse("2026-11-24T09:52:03Z"), row.otime());
        assertEquals(Instant.parse("2026-11-24T09:52:03Z"), row.ctime());
        assertTrue(table.limits().isEmpty());
    }
}
