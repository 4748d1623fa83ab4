package org.semtrail.report.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text that went through hands: editors, shells, mails; and what is no text, with what would help. */
class AsPeopleSendItTest {
    private static final String LIST = """
            ------ Semaphore Arrays --------
            key        semid      owner      perms      nsems
            0x00000000 3          www-data   600        1
            0x00000000 4          www-data   600        1
            """;

    @TempDir
    private Path temp;

    private JsonNode report() {
        ReportRun run = ReportRun.of(temp.resolve("report.json"), List.of(temp.resolve("sent")));
        assertEquals(Set.of(), ReportRun.flaws(run.document));
        return run.document;
    }

    private void send(String name, byte[] content) throws IOException {
        Files.write(Files.createDirectories(temp.resolve("sent")).resolve(name), content);
    }

    private void send(String name, String text) throws IOException {
        send(name, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theMarksAndLineEndsOfWindowsDoNotMatter() throws IOException {
        Map<String, Charset> marks = Map.of(
                "utf-8", StandardCharsets.UTF_8, "little", StandardCharsets.UTF_16LE, "big", StandardCharsets.UTF_16BE);
        for (Map.Entry<String, Charset> mark : marks.entrySet()) {
            send("sent", ("\ufeff" + LIST).replace("\n", "\r\n").getBytes(mark.getValue()));
            JsonNode report = report();
            assertEquals(2, report.path("sets").size(), mark.getKey());
            assertEquals("read", report.path("sources").path(0).path("status").asText(), mark.getKey());
            Files.delete(temp.resolve("sent/sent"));
        }
    }

    @Test
    void aNumberThatIsNoIdIsALineThatIsNotUnderstood() throws IOException {
        send("ipcs", LIST + "0x00000000 9999999999 www-data   600        1\n");
        send("one", """
                Semaphore Array semid=9999999999
                uid=33	 gid=33	 cuid=0	 cgid=0
                mode=0600, access_perms=0600
                nsems = 1
                otime = Not set
                ctime = Tue Nov 24 10:00:57 2026
                semnum     value      ncount     zcount     pid
                0          1          0          0          42
                """);
        JsonNode report = report();
        assertEquals(2, report.path("sets").size());
        for (JsonNode source : report.path("sources")) {
            assertEquals("partly", source.path("status").asText(), source.toString());
            assertEquals("1 line could not be understood", source.path("why").asText());
        }
    }

    @Test
    void whatJsonDoesNotSayIsUnknownAndNot0() throws IOException {
        send("list.json", """
                {"schema":"semtrail.list/1","at":"2026-11-24T10:00:00Z","ipc_ns":7,"sets":[
                {"semid":3,"ipc_ns":7,"value":[0],"sempid":[9],"ctime":"2026-11-24T09:00:00Z"}]}
                """);
        JsonNode set = report().path("sets").path(0);
        assertEquals(3, set.path("semid").asInt());
        for (String unsaid : List.of("key_hex", "mode", "nsems", "uid")) {
            assertTrue(set.path(unsaid).isNull(), unsaid + " of " + set);
        }
        assertEquals("unknown", set.path("verdict").asText());
    }

    @Test
    void whatIsNoTextIsNamedWithWhatHelps() throws IOException {
        Map<String, String> kinds = Map.of(
                "(\u00b5/\u00fd", "compressed with zstd, not text; try: zstd -dc FILE >FILE.txt",
                "LPKSHHRH", "a systemd journal, not text; try: journalctl --file FILE >FILE.txt",
                "JAVA PROFILE 1.0.2\0", "a heap dump of a JVM, which tells nothing of semaphores",
                "\177ELF\2\1\1", "a core dump or a program, which is not looked into",
                "\u0089PNG\r\n\32\n", "a picture; the text that it shows is needed");
        send("log", "2026-11-24T10:00:00Z app[7]: started\n");
        for (Map.Entry<String, String> kind : kinds.entrySet()) {
            send("sent", (kind.getKey() + "\0".repeat(300) + "\1\2\3").getBytes(StandardCharsets.ISO_8859_1));
            JsonNode source = report().path("sources").path(1);
            assertEquals("unreadable", source.path("status").asText());
            assertEquals(kind.getValue(), source.path("why").asText());
        }
    }

    private static final String EMERG =
            "[Tue Nov 24 10:28:40.440763 2026] [core:emerg] [pid 85] (28)No space left on device: AH00023: Couldn't create"
                    + " the ssl-cache mutex\n";

    @Test
    void aPastedSessionIsTakenApart() throws IOException {
        send("session", "root@web1:~# ipcs -s\n\n" + LIST + "\nroot@web1:~# tail -1 error.log\n" + EMERG + """
                root@web1:~# sysctl kernel.sem
                kernel.sem = 250	32000	32	128
                root@web1:~# ps aux | head -2
                USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND
                root          85  0.0  0.3 215000 29000 ?        Ss   00:00   0:00 /usr/sbin/apache2 -k start
                root@web1:~# cat /proc/sysvipc/sem
                       key      semid perms      nsems   uid   gid  cuid  cgid      otime      ctime
                         0          3   600          1    33    33     0     0          0 1795513720
                         0          4   600          1    33    33     0     0          0 1795513720
                root@web1:~# exit
                """);
        JsonNode report = report();
        assertEquals(2, report.path("sets").size());
        assertEquals(128, report.path("series").path(0).path("limit").asInt());
        assertEquals(
                "apache2 of root", report.path("processes").path(0).path("name").asText());
        assertTrue(report.path("events").toString().contains("AH00023"));
        List<String> kinds = report.path("sources").findValuesAsText("kind");
        assertTrue(
                kinds.containsAll(List.of(
                        "text of several kinds",
                        "text of ipcs",
                        "copy of /proc/sysvipc",
                        "text of sysctl",
                        "text of ps",
                        "log or other text")),
                kinds.toString());
    }

    @Test
    void quotesIndentsAndOtherSpacesDoNotMatter() throws IOException {
        Map<String, String> sent = Map.of(
                "mail",
                "Hi,\n\n" + LIST.replaceAll("(?m)^", "> ") + "\nBest, Joe\n",
                "indented",
                LIST.replaceAll("(?m)^", "    "),
                "spaces",
                LIST.replace(' ', '\u00a0'),
                "fenced",
                "```\n" + LIST + "```\n");
        for (Map.Entry<String, String> one : sent.entrySet()) {
            send("sent", one.getValue());
            JsonNode report = report();
            assertEquals(2, report.path("sets").size(), one.getKey());
            assertEquals("www-data", report.path("sets").path(0).path("owner").asText(), one.getKey());
        }
    }

    @Test
    void ofATableThatComesAgainTheLastIsRead() throws IOException {
        send("watch", LIST + "\n" + LIST.replaceAll("(?m)^0x0{8} 3.*\n", ""));
        JsonNode report = report();
        assertEquals(1, report.path("sets").size());
        assertTrue(report.path("sources").toString().contains("of which the last is read: 1"), report.toString());
    }

    @Test
    void linesWhoseTimeIsNotUnderstoodAreCounted() throws IOException {
        send("journal", "[12345.678901] web1 app[77]: semget failed: No space left on device\n");
        assertEquals(
                "1 line without a time that is understood",
                report().path("sources").path(0).path("clock").asText());
    }
}
