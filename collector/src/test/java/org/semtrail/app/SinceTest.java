package org.semtrail.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.report.Json;

/** An earlier list beside the sets as they are. */
class SinceTest {
    @TempDir
    private Path folder;

    private ObjectNode document;

    @BeforeEach
    void anEarlierListOfTwoSets() {
        document = Json.document("list", 1).put("at", "2026-03-01T12:00:00Z");
        document.putArray("sets").add(set(1, 33)).add(set(2, 33));
    }

    @Test
    void aSetThatIsAsItWasIsNoChange() {
        Since since = read();
        assertNull(since.change(set(1, 33)));
        assertEquals("2026-03-01T12:00:00Z", since.at());
    }

    @Test
    void aSetThatWasNotThereIsNew() {
        assertEquals("new", read().change(set(3, 33)));
    }

    @Test
    void anIdThatWasHandedOutAgainIsANewSetAndTheOldOneIsGone() {
        Since since = read();
        assertEquals("new", since.change(set(1, 33).put("nsems", 5)));
        assertEquals("new", since.change(set(1, 33).put("key", 5)));
        assertEquals("new", since.change(set(1, 33).put("ipc_ns", 5)));
        assertEquals(2, since.gone().size());
    }

    @Test
    void whatChangedIsToldByName() {
        assertEquals(
                "changed: verdict in-use → orphan, uid 33 → 1000",
                read().change(set(1, 1000).put("verdict", "orphan")));
    }

    @Test
    void anOperationIsNoChange() {
        assertNull(read().change(set(1, 33).put("otime", "2026-03-01T11:59:59Z")));
    }

    @Test
    void whatNobodyAskedForAgainIsGone() {
        Since since = read();
        since.change(set(1, 33));
        assertEquals(1, since.gone().size());
        assertTrue(Since.describe(since.gone().get(0)).startsWith("semid 2, uid 33, "));
    }

    @Test
    void textOfTheFileIsHarmlessWhenItIsShown() {
        document.put("at", "\u001b[2J");
        assertEquals("\\x1b[2J", read().at());
        assertFalse(Since.describe(set(1, 33).put("verdict", "\u001b[2J")).contains("\u001b"));
    }

    @Test
    void aFileThatIsNoEarlierListIsBadInput() throws IOException {
        for (String wrong :
                new String[] {"", "not json", "[]", "{}", "{\"schema\":\"semtrail.list/2\"}", "{\"sets\":["}) {
            Path file = Files.writeString(folder.resolve("wrong"), wrong);
            assertBadInput(file, "wrong");
        }
        assertBadInput(folder, "cannot read");
        assertBadInput(folder.resolve("missing"), "no such file");
    }

    private static void assertBadInput(Path file, String said) {
        Stop stop = assertThrows(Stop.class, () -> Since.read(file));
        assertEquals(ExitCode.BAD_INPUT, stop.exitCode());
        assertTrue(stop.getMessage().contains(said), stop.getMessage());
    }

    private Since read() {
        try {
            return Since.read(Files.writeString(folder.resolve("list.json"), Json.text(document)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static ObjectNode set(int semid, long uid) {
        return Json.object()
                .put("ipc_ns", 4026531839L)
                .put("semid", semid)
                .put("key", 0)
                .put("cuid", 0)
                .put("cgid", 0)
                .put("nsems", 1)
                .put("uid", uid)
                .put("gid", 33)
                .put("mode", 384)
                .put("ctime", "2026-03-01T11:00:00Z")
                .put("verdict", "in-use")
                .put("waiting", 0);
    }
}
