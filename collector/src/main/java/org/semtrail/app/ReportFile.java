package org.semtrail.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.semtrail.capture.offline.Reason;
import org.semtrail.report.story.Output;

/**
 * The file that a report is written to: whole or not at all, and its owner's alone, for it holds names of hosts and programs;
 * one that was there before keeps its permissions.
 */
final class ReportFile {
    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rw-------");

    private final Path path;

    ReportFile(Path path) {
        this.path = path;
    }

    /** Before hours of reading rather than after them. */
    void requireFolder() {
        Path folder = path.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw unwritable(new NoSuchFileException(folder.toString()));
        }
        if (Files.isDirectory(path)) {
            throw Stop.badInput("-o " + path + ": cannot be written: it is a folder");
        }
    }

    /** Beside it first: what was there before stays whole until this is. */
    void write(Output form, ObjectNode document) {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            print(form, document, path);
            return;
        }
        Path half = null;
        try {
            // Through a link to what it is of, as every program writes.
            Path to = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
            Set<PosixFilePermission> permissions = Files.exists(to) ? Files.getPosixFilePermissions(to) : OWN;
            half = Files.createTempFile(
                    to.getParent(), ".semtrail-", ".new", PosixFilePermissions.asFileAttribute(OWN));
            half.toFile().deleteOnExit();
            print(form, document, half);
            Files.setPosixFilePermissions(half, permissions);
            Files.move(half, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            if (half != null) {
                half.toFile().delete();
            }
        }
    }

    private void print(Output form, ObjectNode document, Path to) {
        try (Writer out = Files.newBufferedWriter(to)) {
            form.form().write(document, out);
        } catch (IOException e) {
            throw unwritable(e);
        } catch (RuntimeException e) {
            // Templates wrap what the disk says.
            Throwable cause = e;
            while (cause.getCause() != null && !(cause instanceof IOException)) {
                cause = cause.getCause();
            }
            if (cause instanceof IOException disk) {
                throw unwritable(disk);
            }
            throw e;
        }
    }

    private Stop unwritable(IOException e) {
        String why = e instanceof NoSuchFileException
                        && !Files.isDirectory(path.toAbsolutePath().getParent())
                ? "there is no folder " + path.toAbsolutePath().getParent()
                : Reason.of(e);
        return Stop.badInput("-o " + path + ": cannot be written: " + why);
    }
}
