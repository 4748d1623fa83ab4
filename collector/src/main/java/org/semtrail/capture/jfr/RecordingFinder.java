package org.semtrail.capture.jfr;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.HostRoot;
import org.semtrail.capture.host.Kernel;
import org.semtrail.capture.host.ProcIdentity;
import org.semtrail.capture.jfr.OpenRecordings.Held;
import org.semtrail.capture.jfr.Place.Source;

/**
 * Finds recordings: in the folder where agents keep them, in the next best one below /tmp, in those of containers, and
 * what living JVMs have open. Anybody may write there: links are not followed, and an entry counts as its owner's.
 */
final class RecordingFinder implements Closeable {
    private static final int MAX_ENTRIES = 10_000;
    private static final int MAX_PLACES = 1_000;
    private static final int MAX_OF_AN_OWNER = 200;
    private static final int DEEPEST = 3;

    /** How the JDK names the folder of the chunks of one JVM: the time of its start, and its pid. */
    private static final Pattern REPOSITORY = Pattern.compile("\\d{4}(_\\d{2}){5}_\\d+");

    private final HostRoot host;
    private final Path state;
    private final RecordingGaps gaps;
    private final OpenFolders folders;
    private final OpenRecordings opened;
    private final Map<Object, Origin> seen = new HashMap<>();
    private final Map<Long, Integer> ofOwner = new HashMap<>();
    private final List<Place> places = Collections.synchronizedList(new ArrayList<>());

    /** @param state where evidence is kept: recordings are in its folder jvm */
    RecordingFinder(HostRoot host, Path state, Optional<Kernel> kernel, RecordingGaps gaps) {
        this.host = host;
        this.state = state;
        this.gaps = gaps;
        this.folders = new OpenFolders(gaps);
        this.opened = new OpenRecordings(host, kernel);
    }

    /** What was found until now: whoever looks may be stuck and still be looking. */
    List<Place> places() {
        synchronized (places) {
            return List.copyOf(places);
        }
    }

    /**
     * Finds those of this host.
     *
     * @param uids owners of sets, whose JVMs may be gone
     * @return how many places are known then
     */
    int find(List<HostProcess> processes, Collection<Long> uids) {
        List<Held> held = opened.find(processes);
        Map<Object, Integer> holders = new HashMap<>();
        held.forEach(h -> holders.putIfAbsent(h.source().id(), h.process().pid()));
        kept(state.resolve("jvm"), holders);
        temporary(host.path("/tmp"), uids(processes, uids), Origin.ours(), holders);
        for (HostProcess process : elsewhere(processes)) {
            Path root = host.proc(process.pid() + "/root");
            Origin there = Origin.of(process.mntNs());
            inside(root, Path.of("var/lib/semtrail/jvm"), there, holders);
            temporary(root.resolve("tmp"), uids(processes, uids), there, holders);
        }
        held.stream().filter(h -> !seen.containsKey(h.source().id())).forEach(this::held);
        return places.size();
    }

    /** What a user names: a file, the folder of a JVM, or a folder of such folders. Links are followed to there. */
    void given(List<Path> paths) throws IOException {
        for (Path path : paths) {
            if (Files.isRegularFile(path)) {
                Source file = new Source(
                        path.toString(),
                        Files.size(path),
                        Files.getLastModifiedTime(path).toInstant(),
                        Files.getAttribute(path, "unix:fileKey"),
                        () -> Files.newByteChannel(path));
                add(new Place(path.toString(), 0, true, Origin.ours(), null, null, List.of(file)));
            } else {
                SafeFolder folder = folders.keepOpen(SafeFolder.open(path));
                int before = places.size();
                entries(folder, true, Origin.ours(), Map.of());
                place(folder, true, Origin.ours(), Map.of());
                if (places.size() == before) {
                    gaps.absent(path.toString(), path + " holds no recording (*.jfr)");
                }
            }
        }
    }

    private void kept(Path folder, Map<Object, Integer> holders) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try {
            all(folders.keepOpen(SafeFolder.open(folder)), Origin.ours(), holders);
        } catch (IOException e) {
            folders.gap(folder, e);
        }
    }

    private void inside(Path root, Path relative, Origin origin, Map<Object, Integer> holders) {
        if (!Files.isDirectory(root.resolve(relative))) {
            return;
        }
        try (SafeFolder top = SafeFolder.open(root)) {
            all(folders.keepOpen(top.descend(relative)), origin, holders);
        } catch (IOException e) {
            folders.gap(root.resolve(relative), e);
        }
    }

    private void temporary(Path tmp, Set<Long> uids, Origin origin, Map<Object, Integer> holders) {
        for (long uid : uids) {
            Path folder = tmp.resolve("semtrail-" + uid);
            if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                try (SafeFolder top = SafeFolder.open(tmp)) {
                    SafeFolder jvm = folders.keepOpen(top.descend(Path.of("semtrail-" + uid, "jvm")));
                    if (jvm.owner() == uid) {
                        all(jvm, origin, holders);
                    } else {
                        gaps.failed(tmp.toString(), jvm.path() + " is not owned by uid " + uid);
                    }
                } catch (IOException e) {
                    folders.gap(folder, e);
                }
            }
        }
    }

    private static Set<Long> uids(List<HostProcess> processes, Collection<Long> more) {
        Set<Long> uids = new TreeSet<>(more);
        processes.stream()
                .filter(p -> p.owner() != null)
                .forEach(p -> uids.addAll(p.owner().uids()));
        return uids;
    }

    /** One process of each other mount namespace. */
    private Collection<HostProcess> elsewhere(List<HostProcess> processes) {
        long own = ProcIdentity.ownNamespace(host, "mnt");
        Map<Long, HostProcess> first = new LinkedHashMap<>();
        processes.stream()
                .filter(p -> p.alive() && p.mntNs() > 0 && p.mntNs() != own)
                .forEach(p -> first.putIfAbsent(p.mntNs(), p));
        return first.values();
    }

    private void all(SafeFolder folder, Origin origin, Map<Object, Integer> holders) throws IOException {
        // A folder that several mount namespaces share is one.
        Origin own = origin.isOurs() ? origin : origin.copy();
        Origin known = seen.putIfAbsent(folder.id(), own);
        if (known == null) {
            entries(folder, false, own, holders);
        } else {
            known.alsoIn(origin);
        }
    }

    private void entries(SafeFolder folder, boolean given, Origin origin, Map<Object, Integer> holders)
            throws IOException {
        List<String> names = folder.names(MAX_ENTRIES).stream()
                .filter(name -> Place.Named.of(name) != null)
                .sorted(Comparator.comparing(folder::modified).reversed())
                .toList();
        for (String name : names) {
            if (places.size() == MAX_PLACES) {
                gaps.failed(
                        folder.path().toString(),
                        folder.path() + " holds more than the " + MAX_PLACES + " JVMs that were read");
                return;
            }
            try {
                SafeFolder below = folders.keepOpen(folder.child(name));
                int count = given ? 0 : ofOwner.merge(below.owner(), 1, Integer::sum);
                if (count <= MAX_OF_AN_OWNER) {
                    place(below, given, origin, holders);
                } else {
                    folders.release(below);
                    tellMany(folder, below.owner(), count);
                }
            } catch (IOException e) {
                folders.gap(folder.path().resolve(name), e);
            }
        }
    }

    private void tellMany(SafeFolder folder, long owner, int count) {
        if (count == MAX_OF_AN_OWNER + 1) {
            gaps.failed(
                    folder.path().toString(),
                    folder.path() + " holds more than the " + MAX_OF_AN_OWNER + " JVMs of uid " + owner
                            + " that were read");
        }
    }

    private void place(SafeFolder folder, boolean given, Origin origin, Map<Object, Integer> holders)
            throws IOException {
        List<Source> files = folders.filesOf(folder, DEEPEST);
        Integer holder = files.stream()
                .map(f -> holders.get(f.id()))
                .filter(pid -> pid != null)
                .findFirst()
                .orElse(null);
        Place.Named named = Place.Named.of(folder.path().getFileName().toString());
        add(new Place(folder.path().toString(), folder.owner(), given, origin, named, holder, files));
    }

    private void add(Place place) {
        List<Source> fresh = new ArrayList<>();
        for (Source file : place.files()) {
            Origin known = seen.putIfAbsent(file.id(), place.origin());
            if (known == null) {
                fresh.add(file);
            } else {
                known.alsoIn(place.origin());
            }
        }
        if (!fresh.isEmpty()) {
            places.add(place.with(fresh));
        }
    }

    /** A chunk that a JVM has open where agents keep none, with the chunks before it. */
    private void held(Held held) {
        List<Source> files = new ArrayList<>(List.of(held.source()));
        Path folder = held.path().getParent();
        Path root = host.proc(held.process().pid() + "/root");
        if (folder.getNameCount() > 0
                && REPOSITORY.matcher(folder.getFileName().toString()).matches()) {
            try (SafeFolder top = SafeFolder.open(root)) {
                SafeFolder below = folders.keepOpen(top.descend(folder.getRoot().relativize(folder)));
                if (below.owner() == held.owner()) {
                    folders.filesOf(below, 0).stream()
                            .filter(f -> !f.id().equals(held.source().id()))
                            .forEach(files::add);
                }
            } catch (IOException gone) {
                // The open chunk is still there; that the older ones are not is told.
                folders.gap(folder, gone);
            }
        }
        add(new Place(
                held.path().toString(),
                held.owner(),
                false,
                held.process().mntNs() == ProcIdentity.ownNamespace(host, "mnt")
                        ? Origin.ours()
                        : Origin.of(held.process().mntNs()),
                null,
                held.process().pid(),
                files));
    }

    @Override
    public void close() throws IOException {
        folders.close();
        opened.close();
    }
}
