package org.semtrail.capture.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Each form in which journalctl prints for programs becomes the lines that it prints for people. */
class JournalTextTest {
    private static final String LINE = "2026-11-24T09:48:40.500Z web1 app[77]: semget: No space left on device\n";

    private static String read(String text) throws IOException {
        return new String(
                LogFile.plain(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "it")
                        .readAllBytes(),
                StandardCharsets.UTF_8);
    }

    @Test
    void jsonIsReadLineByLineAndPretty() throws IOException {
        String json = "{\"__CURSOR\":\"s=1\",\"__REALTIME_TIMESTAMP\":\"1795513720500000\",\"_HOSTNAME\":\"web1\","
                + "\"SYSLOG_IDENTIFIER\":\"app\",\"_PID\":\"77\",\"MESSAGE\":\"semget: No space left on device\"}";
        assertEquals(LINE + LINE, read(json + "\n" + json + "\n"));
        String pretty = json.replace("{", "{\n\t").replace(",\"", ",\n\t\"").replace("}", "\n}\n");
        assertEquals(LINE + LINE, read(pretty + pretty));
    }

    @Test
    void exportAndVerboseAreRead() throws IOException {
        String fields = "_HOSTNAME=web1\nSYSLOG_IDENTIFIER=app\n_PID=77\nMESSAGE=semget: No space left on device\n";
        assertEquals(
                LINE + LINE, read(("__CURSOR=s=1\n__REALTIME_TIMESTAMP=1795513720500000\n" + fields + "\n").repeat(2)));
        String verbose = "Tue 2026-11-24 09:48:40.500000 UTC [s=ab;i=1;b=2;m=3;t=4;x=5]\n    "
                + fields.strip().replace("\n", "\n    ") + "\n";
        String line = LINE.replace("2026-11-24T09:48:40.500Z", "2026-11-24 09:48:40.500000 UTC");
        assertEquals(line + line, read(verbose.repeat(2)));
    }

    @Test
    void bytesThatAreNoTextAndLinesOfOneMessageAreKeptApart() throws IOException {
        assertEquals(
                "1970-01-01T00:00:00.000001Z one\n1970-01-01T00:00:00.000001Z two\n",
                read("{\"__REALTIME_TIMESTAMP\":\"1\",\"MESSAGE\":[111,110,101,10,116,119,111]}\n"));
    }

    @Test
    void dockersOwnLogIsReadAndWhatIsNoEntryStaysAsItIs() throws IOException {
        String docker =
                "{\"log\":\"app: semget\\n\",\"stream\":\"stderr\",\"time\":\"2026-11-24T10:28:40.440763123Z\"}\n";
        assertEquals("2026-11-24T10:28:40.440763123Z app: semget\n{\"log\":\"cut\n", read(docker + "{\"log\":\"cut\n"));
        String other = "{\"timestamp\":\"2026-11-24\",\"message\":\"semget\"}\n";
        assertEquals(other, read(other));
    }

    @Test
    void aLineWithoutEndIsReadInPieces() throws IOException {
        String text = "__CURSOR=s=1\n" + "x".repeat(1 << 20);
        assertTrue(read(text).length() >= 1 << 20);
    }
}
