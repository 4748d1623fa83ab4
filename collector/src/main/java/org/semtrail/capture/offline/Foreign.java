package org.semtrail.capture.offline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A kind of file that is known by its first bytes and that is not read as text.
 *
 * @param what it is, to be read after "it is"
 * @param text the command that prints it as text; null where there is none
 */
public record Foreign(byte[] magic, String what, String text) {
    private static final int HEAD = 64;

    private static final List<Foreign> ALL = List.of(
            row("\u00fd7zXZ\0", "compressed with xz", "xz -dc FILE"),
            row("(\u00b5/\u00fd", "compressed with zstd", "zstd -dc FILE"),
            row("\4\"M\30", "compressed with lz4", "lz4 -dc FILE"),
            row("BZh", "compressed with bzip2", "bzip2 -dc FILE"),
            row("\u001f\u009d", "compressed with compress", "zcat FILE"),
            row("7z\u00bc\u00af'\u001c", "a 7z archive", "7z x -so FILE"),
            row("Rar!\32\7", "a RAR archive", "unrar p -inul FILE"),
            row("PK\3\4", "a zip archive", "unzip -p FILE"),
            row("LPKSHHRH", "a systemd journal", "journalctl --file FILE"),
            row("FLR\0", "a JFR recording", "jfr print FILE"),
            row("JAVA PROFILE 1.", "a heap dump of a JVM, which tells nothing of semaphores", null),
            row("\177ELF", "a core dump or a program, which is not looked into", null),
            row("KDUMP", "a dump of the kernel, which is not looked into", null),
            row("ElfFile\0", "an event log of Windows", null),
            row("PERFILE2", "a recording of perf", "perf script -i FILE"),
            row("SQLite format 3\0", "a database of SQLite", null),
            row("%PDF-", "a PDF document", "pdftotext -layout FILE -"),
            row("\u0089PNG\r\n", "a picture; the text that it shows is needed", null),
            row("\u00ff\u00d8\u00ff", "a picture; the text that it shows is needed", null),
            row("GIF8", "a picture; the text that it shows is needed", null),
            row("\u00d0\u00cf\u0011\u00e0", "a document of an office program; its text is needed", null),
            row("\u00d4\u00c3\u00b2\u00a1", "captured packets of a network", null),
            row("\n\r\r\n", "captured packets of a network", null));

    private static Foreign row(String magic, String what, String text) {
        return new Foreign(magic.getBytes(StandardCharsets.ISO_8859_1), what, text);
    }

    /** What the first bytes of a file say that it is. */
    public static Optional<Foreign> of(byte[] head) {
        return ALL.stream().filter(k -> k.begins(head)).findFirst();
    }

    private boolean begins(byte[] head) {
        return head.length >= magic.length && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
    }

    public static String why(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return why(in.readNBytes(HEAD));
        }
    }

    /** Why a report does not read it, with what would help. */
    static String why(byte[] head) {
        return of(head).map(Foreign::why).orElse("neither a recording nor text that is known here");
    }

    private String why() {
        return what + (text == null ? "" : ", not text; try: " + text + " >FILE.txt");
    }
}
