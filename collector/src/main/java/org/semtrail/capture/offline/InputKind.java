package org.semtrail.capture.offline;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** What kind of evidence a file is, by what is in it: the first that fits. Its name says nothing. */
public enum InputKind {
    RECORDING("JFR recording"),
    ARCHIVE("archive"),
    SYSVIPC("copy of /proc/sysvipc"),
    IPCS("text of ipcs"),
    SYSCTL("text of sysctl"),
    PROCESSES("text of ps"),
    SEMTRAIL("JSON of semtrail"),
    HOST("words of a host on itself"),
    PASTED("text of several kinds"),
    LOG("log or other text"),
    EMPTY("empty"),
    BINARY("binary");

    private static final int HEAD = 1 << 16;
    private static final int TAR_MAGIC_AT = 257;

    private final String words;

    InputKind(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** Never fails for what is in the file. */
    static InputKind of(byte[] raw) {
        if (raw.length == 0) {
            return EMPTY;
        }
        if (starts(raw, "FLR\0")) {
            return RECORDING;
        }
        byte[] head = starts(raw, "\u001f\u008b") ? gunzip(raw) : raw;
        boolean packed = starts(raw, "\u00fd7zXZ\0") || starts(raw, "PK\u0003\u0004") || starts(raw, "BZh");
        if (packed || isTar(head) || (head != raw && starts(head, "FLR\0"))) {
            return ARCHIVE;
        }
        byte[] text = PlainText.of(head);
        return isBinary(text) || Foreign.of(head).isPresent()
                ? BINARY
                : ofText(new String(text, StandardCharsets.UTF_8));
    }

    public static InputKind of(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return of(in.readNBytes(HEAD));
        }
    }

    private static InputKind ofText(String text) {
        // The last line may be cut.
        List<String> all = text.lines().filter(l -> !l.isBlank()).limit(400).toList();
        List<String> lines = all.size() > 1 ? all.subList(0, all.size() - (text.length() >= HEAD - 4 ? 1 : 0)) : all;
        if (lines.isEmpty()) {
            return EMPTY;
        }
        InputKind kind = ofLines(text, lines);
        return PastedText.is(kind, lines) ? PASTED : kind;
    }

    private static InputKind ofLines(String text, List<String> lines) {
        if (SysvipcText.is(lines.get(0))) {
            return SYSVIPC;
        }
        if (text.stripLeading().startsWith("{") && text.contains("\"schema\"") && text.contains("\"semtrail.")) {
            return SEMTRAIL;
        }
        if (IpcsText.is(lines)) {
            return IPCS;
        }
        if (PsText.is(lines.get(0))) {
            return PROCESSES;
        }
        if (SysctlDump.is(lines)) {
            return SYSCTL;
        }
        return HostText.is(lines) ? HOST : LOG;
    }

    private static boolean starts(byte[] bytes, String magic) {
        for (int i = 0; i < magic.length(); i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != magic.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static boolean isTar(byte[] head) {
        return head.length > TAR_MAGIC_AT + 5
                && new String(head, TAR_MAGIC_AT, 5, StandardCharsets.US_ASCII).equals("ustar");
    }

    /** As much of the beginning as unpacks. */
    private static byte[] gunzip(byte[] raw) {
        byte[] head = new byte[HEAD];
        int length = 0;
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(raw))) {
            for (int n = 0; n >= 0 && length < HEAD; n = in.read(head, length, HEAD - length)) {
                length += n;
            }
        } catch (IOException cutOrDamaged) {
            // What unpacked until there tells the kind.
            return java.util.Arrays.copyOf(head, length);
        }
        return java.util.Arrays.copyOf(head, length);
    }

    /** Text has no NUL; a log may have a few where its machine crashed while it was written. */
    private static boolean isBinary(byte[] head) {
        int odd = 0;
        for (byte b : head) {
            odd += b >= 0 && b < 32 && b != '\n' && b != '\r' && b != '\t' && b != 27 && b != '\f' ? 1 : 0;
        }
        return odd * 10 > head.length;
    }
}
