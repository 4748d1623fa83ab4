package org.semtrail.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.capture.host.Column;
import org.semtrail.capture.host.HostRoot;
import org.semtrail.capture.host.UserNames;

/** How rows look as text, whatever is in them. */
class TextTableTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path root;

    private TextTable table;

    private record Row(long number, String text, String last) {}

    private static final List<Column<Row>> COLUMNS = List.of(
            Column.number("n", "a number", Row::number),
            Column.text("text", "a text", Row::text),
            Column.text("last", "the last", Row::last));

    @BeforeEach
    void hostWithUsers() throws IOException {
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/passwd"), "www-data:x:33:33::/:\nev\u001bil:x:66:66::/:\n");
        table = new TextTable(NOW, UserNames.read(new HostRoot(root)));
    }

    @Test
    void numbersStandRightTextsLeftAndNoLineEndsInBlanks() {
        assertEquals("""
                   N  TEXT    LAST
                   1  a       x
                1000  longer
                """, printed(new Row(1, "a", "x"), new Row(1000, "longer", "")));
    }

    @Test
    void aTableWithoutRowsIsItsHeader() {
        assertEquals("N  TEXT  LAST\n", printed());
    }

    @Test
    void unknownIsAQuestionMarkAndNeverNothingOrZero() {
        assertEquals("""
                N  TEXT  LAST
                1  ?     ?
                """, printed(new Row(1, null, null)));
        assertEquals("never", cell(Column.Kind.AGE, null));
    }

    @Test
    void aHostileNameNeitherBreaksTheLineNorTheColumns() {
        assertEquals("""
                N  TEXT           LAST
                1  \\x1b[2Ja\\x0ab  x
                2  b              y
                """, printed(new Row(1, "\u001b[2Ja\nb", "x"), new Row(2, "b", "y")));
        assertEquals("ev\\x1bil", cell(Column.Kind.UID, 66L));
    }

    @Test
    void eachKindHasItsForm() {
        assertEquals("0x9a00c0de", cell(Column.Kind.KEY, 0x9a00c0de));
        assertEquals("0x00000051", cell(Column.Kind.KEY, 0x51));
        assertEquals("0600", cell(Column.Kind.MODE, 0600));
        assertEquals("0007", cell(Column.Kind.MODE, 07));
        assertEquals("0666", cell(Column.Kind.MODE, 01666), "permission bits alone");
        assertEquals("4.0 KiB", cell(Column.Kind.BYTES, 4096L));
        assertEquals("1 second ago", cell(Column.Kind.AGE, NOW.minusSeconds(1)));
        assertEquals("www-data", cell(Column.Kind.UID, 33L));
        assertEquals("4294967294", cell(Column.Kind.UID, 4_294_967_294L));
    }

    @Test
    void listsAreJoinedAndEmptyOnesAreADash() {
        assertEquals("1,?,3", cell(Column.Kind.NUMBER, Arrays.asList(1, null, 3)));
        assertEquals("-", cell(Column.Kind.TEXT, List.of()));
    }

    private String cell(Column.Kind kind, Object value) {
        return table.cell(new Column<>("x", "x", kind, row -> value), new Row(0, "", ""));
    }

    private String printed(Row... rows) {
        StringWriter text = new StringWriter();
        table.print(new PrintWriter(text, true), COLUMNS, List.of(rows));
        return text.toString().replace(System.lineSeparator(), "\n");
    }
}
