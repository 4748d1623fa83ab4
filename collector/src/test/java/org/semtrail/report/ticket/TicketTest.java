package org.semtrail.report.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TicketTest {
    private final ObjectNode document = new ObjectMapper().createObjectNode();

    @Test
    void aProcessThatIsNamedLikeAPersonNotifiesNobody() throws IOException {
        document.putObject("verdict").put("headline", "JVM @all leaks").putNull("root_cause");
        assertTrue(ticket().startsWith("# JVM &#64;&#8288;all leaks"), ticket());
        assertFalse(ticket().contains("@"), ticket());
    }

    @Test
    void ofWhatIsNotKnownNothingIsWritten() throws IOException {
        document.putObject("verdict").put("headline", "Nothing was found.").putNull("root_cause");
        document.putObject("host").putNull("name");
        document.putObject("range").putNull("from").putNull("to");
        for (String empty : List.of("findings", "events", "unseen", "sources")) {
            document.putArray(empty);
        }
        assertEquals("# Nothing was found.\n\nsemtrail\n", ticket());
    }

    @Test
    void whatTheVerdictSaysIsNotSaidAgainOfItsFinding() throws IOException {
        ObjectNode verdict = document.putObject("verdict")
                .put("headline", "The table is full.")
                .put("what_broke", "The table is full. No disk is.")
                .put("root_cause", "a leak")
                .put("confidence", "certain");
        verdict.putArray("why_sure").add("128 of 128");
        verdict.putArray("what_to_do").addObject().put("text", "Make room.").putArray("commands");
        ObjectNode finding = document.putArray("findings")
                .addObject()
                .put("id", "sem-sets-exhausted")
                .put("severity", "critical")
                .put("what", "The table is full.")
                .put("why", "No disk is.")
                .put("confidence", "certain");
        finding.putArray("evidence").addObject().put("text", "128 of 128");
        finding.withArray("evidence").addObject().put("text", "a log says so");
        finding.set("remedy", verdict.get("what_to_do"));
        for (String once : List.of("The table is full.", "No disk is.", "Make room.", "128 of 128", "a log says so")) {
            assertEquals(2, ticket().split(once, -1).length, once);
        }
    }

    @Test
    void aStepThatIsOnlyCommandsIsNoEmptyItem() throws IOException {
        document.putObject("verdict")
                .put("headline", "Full.")
                .putArray("what_to_do")
                .addObject()
                .put("text", "")
                .putArray("commands")
                .add("df -h /dev/shm");
        assertTrue(ticket().contains("1. Type:\n\n   ```sh\n   df -h /dev/shm\n   ```\n"), ticket());
    }

    @Test
    void whatHappenedAgainAndAgainIsARow() throws IOException {
        document.putArray("events");
        for (int i = 0; i < 9; i++) {
            document.withArray("events")
                    .addObject()
                    .put("id", "e" + i)
                    .put("t", 1_000L * i)
                    .put("severity", "critical")
                    .put("text", "semop(0) = -1 EINVAL");
        }
        assertTrue(
                ticket().contains("\n| 1970-01-01 00:00:00 | semop(0) = -1 EINVAL; 9 times, until 00:00:08 | e0 |\n\n"),
                ticket());
    }

    @Test
    void inputsAreNamedFromTheFolderOnThatAllAreIn() throws IOException {
        document.putObject("verdict").put("headline", "See line 10 of /srv/evidence/web1/logs/pool.err.");
        document.putArray("sources").addObject().put("path", "/srv/evidence/web1/logs/pool.err");
        document.withArray("sources").addObject().put("path", "/srv/evidence/web1/sem");
        assertTrue(ticket().startsWith("# See line 10 of logs/pool.err.\n"), ticket());
        assertTrue(ticket().contains("\nFiles of `/srv/evidence/web1/`:\n"), ticket());
        assertTrue(ticket().contains("\n| `logs/pool.err` |"), ticket());
    }

    @Test
    void namesInCodeStayReadable() {
        assertEquals("IPC_RMID of \\_this\\_ \\<lambda$of$0\\>", Markdown.safe("IPC_RMID of _this_ <lambda$of$0>"));
    }

    private String ticket() throws IOException {
        StringWriter out = new StringWriter();
        Ticket.write(document, out);
        return out.toString();
    }
}
