package org.semtrail.capture.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.semtrail.capture.host.FileStat.FileId;
import org.semtrail.capture.host.Mappings.Mapping;
import org.semtrail.capture.host.OpenFiles.Open;

/** The files of all /dev/shm with their holders, and those that have no name any more and live on in their holders. */
final class PosixFileReader {
    private static final String DELETED = " (deleted)";
    private static final String PREFIX = "sem.";

    private final Look look;
    private final boolean semaphores;
    private final List<Unseen> unseen = new ArrayList<>();

    private PosixFileReader(Look look, boolean semaphores) {
        this.look = look;
        this.semaphores = semaphores;
    }

    /** Semaphores are held by mapping them; shared memory also by a descriptor that is still to be mapped. */
    static Reading<PosixFile> read(Look look, boolean semaphores) {
        return new PosixFileReader(look, semaphores).read();
    }

    private Reading<PosixFile> read() {
        // The names first, their holders after them: a holder that is seen belongs to what was listed.
        ShmFiles table = look.shmFiles();
        unseen.addAll(table.unseen());
        unseen.addAll(look.mappings().unseen());
        if (!semaphores) {
            unseen.addAll(look.openFiles().unseen());
        }
        List<PosixFile> rows = new ArrayList<>();
        table.files().stream().filter(e -> e.isSemaphore() == semaphores).forEach(e -> rows.add(named(e)));
        Set<FileId> named = table.files().stream().map(e -> e.stat().id()).collect(Collectors.toSet());
        traces().forEach((id, traces) -> {
            if (!named.contains(id)) {
                nameless(id, traces).ifPresent(rows::add);
            }
        });
        rows.sort(Comparator.comparing(PosixFile::name));
        return new Reading<>(rows, unseen.stream().distinct().toList());
    }

    private PosixFile named(ShmFiles.Entry e) {
        return new PosixFile(
                e.isSemaphore() ? e.name().substring(PREFIX.length()) : e.name(),
                e.path(),
                e.stat().id(),
                e.directory().mntNs(),
                e.directory().mntPid(),
                false,
                e.stat(),
                holders(e.stat().id()));
    }

    private Holders holders(FileId id) {
        Holders mapped = look.mappings().holders(id);
        return semaphores ? mapped : mapped.and(look.openFiles().holders(id));
    }

    /** How a file that may have no name is still reached: what a holder calls it, and a link that opens it. */
    private record Trace(String name, Path link) {}

    private Map<FileId, List<Trace>> traces() {
        Map<FileId, List<Trace>> traces = new LinkedHashMap<>();
        look.mappings().files().forEach((id, mappings) -> {
            for (Mapping m : mappings) {
                Path link = look.host().proc(m.pid() + "/map_files/" + m.range());
                traces.computeIfAbsent(id, k -> new ArrayList<>()).add(new Trace(m.name(), link));
            }
        });
        if (semaphores) {
            return traces;
        }
        look.openFiles().files().forEach((id, opens) -> {
            for (Open o : opens) {
                if (!o.queue()) {
                    traces.computeIfAbsent(id, k -> new ArrayList<>()).add(new Trace(o.name(), o.link()));
                }
            }
        });
        return traces;
    }

    private Optional<PosixFile> nameless(FileId id, List<Trace> traces) {
        List<Trace> ours = traces.stream().filter(t -> isInShm(t.name())).toList();
        if (ours.isEmpty()) {
            return Optional.empty();
        }
        FileStat stat = stat(ours);
        // A name that is left is one in a folder below, or one made since the directory was read.
        if (stat != null && stat.nlink() > 0) {
            return Optional.empty();
        }
        String name = name(ours);
        boolean temporary = isTemporary(name) && stat != null && stat.size() == PosixSem.SIZE;
        if ((name.startsWith(PREFIX) || temporary) != semaphores) {
            return Optional.empty();
        }
        Path link = stat == null ? null : ours.get(0).link();
        String shown = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
        return Optional.of(new PosixFile(shown, link, id, null, null, true, stat, holders(id)));
    }

    /** /proc/PID/map_files needs CAP_SYS_ADMIN or CAP_CHECKPOINT_RESTORE (proc(5)). */
    private static FileStat stat(List<Trace> traces) {
        for (Trace trace : traces) {
            try {
                return FileStat.follow(trace.link());
            } catch (IOException deniedOrGone) {
                continue;
            }
        }
        return null;
    }

    private static boolean isInShm(String name) {
        return name.endsWith(DELETED)
                && (name.lastIndexOf('/') < 0
                        || name.substring(0, name.lastIndexOf('/')).endsWith("/shm"));
    }

    /**
     * The last name that is known. sem_open(3) makes a semaphore under a temporary name, which stays in its creator's
     * maps; who opened it later shows the real one.
     */
    private static String name(List<Trace> traces) {
        List<String> names = traces.stream().map(t -> base(t.name())).toList();
        return names.stream().filter(n -> !isTemporary(n)).findFirst().orElse(names.get(0));
    }

    private static String base(String name) {
        return name.substring(name.lastIndexOf('/') + 1, name.length() - DELETED.length());
    }

    private static boolean isTemporary(String name) {
        return name.matches("(sem\\.)?[A-Za-z0-9]{6}");
    }
}
