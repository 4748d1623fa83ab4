package org.semtrail.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** IPC namespaces of a captured host: one with processes, one that only a descriptor and a bind mount keep. */
class IpcNamespaceFinderTest {
    @TempDir
    private Path root;

    private CapturedTree tree;
    private long inhabited;
    private long kept;

    @BeforeEach
    void capturedHost() throws IOException {
        tree = CapturedTree.at(root);
        inhabited = ProcFile.namespace(tree.proc(tree.pid("sleeps")).resolve("ns/ipc"));
        kept = ProcFile.namespace(descriptor());
    }

    @Test
    void aNamespaceWithoutProcessesIsFoundByItsDescriptorAndItsMount() {
        IpcNamespace ns = find(inhabited).get(kept);
        assertEquals(Set.of(), ns.pids());
        assertEquals(Set.of(tree.pid("holds namespaces")), ns.holders());
        assertEquals("/tmp/pinned ns", ns.mount(), "the blank is \\040 in mountinfo");
        assertTrue(ns.entries().stream().anyMatch(entry -> entry.endsWith("/root/tmp/pinned ns")));
        assertFalse(ns.own());
    }

    @Test
    void aMountAloneKeepsItToo() throws IOException {
        Files.delete(descriptor());
        IpcNamespace ns = find(inhabited).get(kept);
        assertEquals(Set.of(), ns.holders());
        assertEquals("/tmp/pinned ns", ns.mount());
    }

    @Test
    void everyLivingProcessIsListedInItsNamespace() {
        IpcNamespace ns = find(inhabited).get(inhabited);
        assertTrue(ns.own());
        assertTrue(
                ns.pids().containsAll(List.of(tree.pid("sleeps"), tree.pid("leader exited"), tree.pid("64 threads"))));
        assertFalse(ns.pids().contains(tree.pid("zombie")));
        assertNull(ns.mount());
    }

    @Test
    void aThreadInANamespaceOfItsOwnIsFound() throws IOException {
        Path link = tree.proc(tree.pid("64 threads")).resolve("task");
        try (var tasks = Files.newDirectoryStream(link)) {
            Path one = tasks.iterator().next().resolve("ns/ipc");
            Files.delete(one);
            Files.createSymbolicLink(one, Path.of("ipc:[4026599999]"));
        }
        assertEquals(
                Set.of(tree.pid("64 threads")), find(inhabited).get(4026599999L).pids());
    }

    @Test
    void waysInAreBoundedHoweverManyThreadsThereAre() {
        find(inhabited).values().forEach(ns -> assertTrue(ns.entries().size() <= 8));
    }

    @Test
    void ourOwnNamespaceIsThereEvenWithoutAnyProcess() {
        List<IpcNamespace> alone = new IpcNamespaceFinder(tree.host(), inhabited).find(List.of());
        assertEquals(List.of(inhabited), alone.stream().map(IpcNamespace::inode).toList());
        assertTrue(alone.get(0).own());
    }

    private Path descriptor() throws IOException {
        try (var fds =
                Files.newDirectoryStream(tree.proc(tree.pid("holds namespaces")).resolve("fd"))) {
            return fds.iterator().next();
        }
    }

    private Map<Long, IpcNamespace> find(long own) {
        List<HostProcess> processes =
                new ProcessReader(tree.host(), Instant.EPOCH).readAll().rows();
        return new IpcNamespaceFinder(tree.host(), own)
                .find(processes).stream().collect(Collectors.toMap(IpcNamespace::inode, Function.identity()));
    }
}
