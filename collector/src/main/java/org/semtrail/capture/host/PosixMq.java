package org.semtrail.capture.host;

import static org.semtrail.capture.host.Column.number;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A POSIX message queue (mq_overview(7)). Queues belong to an IPC namespace, and a mounted mqueue file system shows
 * those of the namespace in which it was mounted.
 *
 * @param file what it has in common with other POSIX objects
 * @param qsize bytes waiting in the queue; null where it could not be read
 * @param notifyPid process that is to be told of a message, null for none or not known
 */
public record PosixMq(PosixFile file, Long qsize, Integer notifyPid) {
    /** FILENT_SIZE of ipc/mqueue.c: what stat(2) gives as the size of every queue. */
    private static final int FILENT_SIZE = 80;

    /** Whoever reads a queue's file moves its ctime (mqueue_read_file of ipc/mqueue.c), and every one has one size. */
    private static final Set<String> MOVED_BY_READING = Set.of("ctime", "size");

    private static final Pattern CONTENT =
            Pattern.compile("QSIZE:(\\d+)\\s+NOTIFY:\\d+\\s+SIGNO:\\d+\\s+NOTIFY_PID:(\\d+)\\s*");

    public static final List<Column<PosixMq>> COLUMNS = PosixFile.columns(
                    PosixMq::file,
                    List.of(
                            new Column<>("qsize", "Bytes waiting in the queue", Column.Kind.BYTES, PosixMq::qsize),
                            number("notify_pid", "PID that asked to be told of a message", PosixMq::notifyPid)))
            .stream()
            .filter(column -> !MOVED_BY_READING.contains(column.name()))
            .toList();

    /** The queues that /dev/mqueue shows, and those that some process has open. */
    static Reading<PosixMq> read(Look look) {
        List<Unseen> unseen = new ArrayList<>();
        MqFiles files = look.mqFiles();
        unseen.addAll(files.unseen());
        unseen.addAll(look.openFiles().unseen());
        List<PosixMq> rows = files.withOpen(look.openFiles()).stream()
                .map(f -> of(f, unseen))
                .toList();
        return new Reading<>(rows, unseen);
    }

    private static PosixMq of(PosixFile file, List<Unseen> unseen) {
        try {
            Matcher content = CONTENT.matcher(content(file.path()));
            if (content.matches()) {
                int pid = Integer.parseInt(content.group(2));
                return new PosixMq(file, Long.valueOf(content.group(1)), pid == 0 ? null : pid);
            }
            unseen.add(Unseen.failed("content of " + file.path(), "is not of a form that we know"));
        } catch (IOException e) {
            unseen.add(
                    ProcPids.isDenied(e)
                            ? Unseen.denied("content of " + file.path(), "not permitted")
                            : Unseen.absent("content of " + file.path(), "it vanished while we looked"));
        }
        return new PosixMq(file, null, null);
    }

    private static String content(Path path) throws IOException {
        return new String(Files.readAllBytes(path), StandardCharsets.US_ASCII);
    }

    /** Whether a file is a queue, seen without a mount: the size of one, on an unnamed device, and its words inside. */
    static boolean isQueue(Path path, FileStat stat) throws IOException {
        if (!stat.isRegular() || stat.size() != FILENT_SIZE || stat.id().dev() >= 0x100) {
            return false;
        }
        try {
            return content(path).startsWith("QSIZE:");
        } catch (AccessDeniedException ofAnotherUser) {
            return true;
        }
    }
}
