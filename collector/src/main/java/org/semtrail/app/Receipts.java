package org.semtrail.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.semtrail.capture.host.Errno;
import org.semtrail.report.Json;
import org.semtrail.report.SetJson;

/**
 * What was removed, why, when and by whom: JSON lines, each on the disk before the removal that it tells of, and one
 * with the result after it. Not a JFR event: that would reach the disk up to a second later.
 */
final class Receipts implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final Context context;

    private Receipts(Path file, FileChannel channel, Context context) {
        this.file = file;
        this.channel = channel;
        this.context = context;
    }

    /** Opens the file for appending; without a place for receipts nothing is removed. */
    static Receipts open(Path file, Context context) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (!Files.isDirectory(parent)) {
                Files.createDirectories(parent.getParent());
                Files.createDirectory(
                        parent, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
            }
            FileChannel channel = FileChannel.open(
                    file,
                    Set.of(
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.APPEND,
                            LinkOption.NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
            return new Receipts(file, channel, context);
        } catch (IOException e) {
            throw Stop.cannotSee("nothing was removed: the receipts cannot be written to " + file + " ("
                    + e.getClass().getSimpleName() + "); choose another place with --receipts FILE");
        }
    }

    Path file() {
        return file;
    }

    void before(Removable object) {
        ObjectNode line = line("remove", object);
        line.put("verdict", object.verdict().label());
        line.set("why", SetJson.evidence(object.evidence()));
        line.set("values", object.json().without(List.of("evidence", "verdict")));
        line.set("by", by());
        append(line);
    }

    void after(Removable object, long result) {
        ObjectNode line = line("result", object);
        line.put("removed", result == 0);
        line.put("errno", result == 0 ? null : Errno.describe(-result));
        append(line);
    }

    private ObjectNode line(String action, Removable object) {
        ObjectNode line = Json.document("receipt", 1);
        Json.put(line, "at", context.now());
        return line.put("action", action).put("kind", object.kind()).put("id", object.id());
    }

    private ObjectNode by() {
        ObjectNode by = Json.object();
        Json.put(by, "pid", ProcessHandle.current().pid());
        by.put("user", System.getProperty("user.name"));
        by.put("sudo_user", context.env().get("SUDO_USER"));
        return by;
    }

    private void append(ObjectNode line) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap((Json.line(line) + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException e) {
            throw Stop.cannotSee("stopped: the receipt could not be written to " + file + " (" + e.getMessage()
                    + "); what was removed before it is in the receipts");
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw Stop.cannotSee("the receipts could not be closed: " + e.getMessage());
        }
    }
}
