package org.semtrail.capture.offline;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens a log as plain text; what cannot be one is refused with what to do instead. */
public final class LogFile {
    private LogFile() {}

    /**
     * The text of a log file as it is now; what is written to it while we read is not read.
     *
     * @throws IOException with a message for people that names the file and what to do
     */
    public static InputStream open(Path file) throws IOException {
        try {
            refuseStrange(file);
            return plain(new Bounded(Files.newInputStream(file), Files.size(file)), file.toString());
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        } catch (AccessDeniedException e) {
            throw new IOException(file + " may not be read by this user; try it with sudo", e);
        }
    }

    /** Unpacks gzip (known by its content), makes it UTF-8 where a mark tells what it is, and refuses other packed or binary kinds. */
    public static InputStream plain(InputStream raw, String name) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
        in.mark(16);
        byte[] head = in.readNBytes(16);
        in.reset();
        Foreign foreign = Foreign.of(head).orElse(null);
        if (foreign != null) {
            throw new IOException(name + " is " + foreign.what()
                    + (foreign.text() == null
                            ? ""
                            : ", not text; try: " + foreign.text() + " | semtrail doctor --log -"));
        }
        boolean gzip = head.length > 2 && head[0] == 0x1f && head[1] == (byte) 0x8b;
        return JournalText.of(PlainText.of(gzip ? new GZIPInputStream(in, 1 << 16) : in));
    }

    /** A pipe or device never ends, and some files of /proc block. */
    private static void refuseStrange(Path file) throws IOException {
        Path real = file.toRealPath();
        if (Files.isDirectory(real)) {
            throw new IOException(file + " is a directory; name the log files in it");
        }
        if (!Files.isRegularFile(real) || real.startsWith("/proc") || real.startsWith("/sys")) {
            throw new IOException(file + " is no regular file; pipe its text instead: … | semtrail doctor --log -");
        }
    }

    /** Ends after as many bytes as the file had when it was opened. */
    private static final class Bounded extends FilterInputStream {
        private long left;

        Bounded(InputStream in, long size) {
            super(in);
            left = size;
        }

        @Override
        public int read() throws IOException {
            return left-- > 0 ? super.read() : -1;
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            int n = left <= 0 ? -1 : super.read(b, off, (int) Math.min(len, left));
            left -= Math.max(0, n);
            return n;
        }
    }
}
