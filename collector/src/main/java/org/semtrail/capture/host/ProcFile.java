package org.semtrail.capture.host;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads small files of /proc: bounded, for a process decides how long its arguments are. */
final class ProcFile {
    static final int MAX_BYTES = 64 * 1024;

    private ProcFile() {}

    /** The text, bytes as ISO-8859-1; null where the file is gone, refused or cannot be read. */
    static String read(Path file) {
        return read(file, MAX_BYTES);
    }

    static String read(Path file, int maxBytes) {
        try (FileInputStream in = new FileInputStream(file.toString())) {
            return new String(in.readNBytes(maxBytes), StandardCharsets.ISO_8859_1);
        } catch (IOException goneOrRefused) {
            return null;
        }
    }

    /** The text with bytes as UTF-8, for names that people read. */
    static String readUtf8(Path file) {
        String bytes = read(file);
        return bytes == null ? null : new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** What a /proc link points to; null where it is gone or refused. */
    static String link(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException | UnsupportedOperationException goneOrRefused) {
            return null;
        }
    }

    /** Inode of a namespace link such as "ipc:[4026531839]"; 0 where it is gone, -1 where it is refused. */
    static long namespace(Path link) {
        try {
            return inode(Files.readSymbolicLink(link).toString());
        } catch (AccessDeniedException refused) {
            return -1;
        } catch (IOException gone) {
            // ENOENT and ESRCH: the task is exiting. Anything else is not known.
            String why = gone instanceof FileSystemException f ? f.getReason() : null;
            return gone instanceof NoSuchFileException || "No such process".equals(why) ? 0 : -1;
        }
    }

    /** The number in "ipc:[4026531839]"; -1 where there is none. */
    static long inode(String text) {
        int open = text.indexOf('[');
        int close = text.indexOf(']', open);
        if (open < 0 || close < 0) {
            return -1;
        }
        try {
            return Long.parseLong(text.substring(open + 1, close));
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }
}
