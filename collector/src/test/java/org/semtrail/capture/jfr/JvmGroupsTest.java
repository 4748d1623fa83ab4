package org.semtrail.capture.jfr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.capture.host.CgroupHome;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.HostRoot;
import org.semtrail.capture.host.ProcIdentity;
import org.semtrail.capture.jfr.JvmEvent.AgentStatus;
import org.semtrail.capture.jfr.RecordingReader.Content;

/** Who is believed about which JVM. */
class JvmGroupsTest {
    private static final int VICTIM = 4711;
    private static final long TICKS = 900;
    private static final long PID_NS = 11;
    private static final long IPC_NS = 22;
    private static final long MNT_NS = 33;
    private static final long THEIR_MNT_NS = 34;
    private static final long ALICE = 1000;
    private static final long MALLORY = 12345;
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    @TempDir
    private Path root;

    private final List<HostProcess> processes = new ArrayList<>();
    private final RecordingGaps gaps = new RecordingGaps();

    @BeforeEach
    void aHostWithOneJvm() throws IOException {
        Files.createDirectories(root.resolve("proc/sys/kernel/random"));
        Files.writeString(root.resolve("proc/sys/kernel/random/boot_id"), "this\n");
        Files.createDirectories(root.resolve("proc/self/ns"));
        Files.createSymbolicLink(root.resolve("proc/self/ns/pid"), Path.of("pid:[" + PID_NS + "]"));
        lives(VICTIM, ALICE, MNT_NS, IPC_NS);
    }

    private void lives(int pid, long uid, long mntNs, long ipcNs) throws IOException {
        Path own = Files.createDirectories(root.resolve("proc/" + pid));
        Files.writeString(own.resolve("stat"), pid + " (java) S" + " 1".repeat(18) + " " + TICKS + " 0 0");
        Files.writeString(own.resolve("status"), "Name:\tjava\nNSpid:\t" + pid + "\n");
        assertTrue(ProcIdentity.read(new HostRoot(root), pid).isPresent());
        processes.add(new HostProcess(
                pid,
                1,
                NOW,
                true,
                false,
                false,
                "java",
                "/usr/bin/java",
                List.of(),
                new HostProcess.Owner(Set.of(uid), Set.of(uid), false),
                new CgroupHome(null, null, null),
                List.of(new HostProcess.Task(pid, ipcNs, -1)),
                PID_NS,
                mntNs,
                1));
    }

    private static Place place(long owner, Origin origin, String name) {
        return new Place("/jvm/" + name, owner, false, origin, Place.Named.of(name), null, List.of());
    }

    private static Place ours(long owner) {
        return place(owner, Origin.ours(), VICTIM + "-" + TICKS);
    }

    private static AgentStatus tells(int pid, long ipcNs) {
        return new AgentStatus(
                NOW, "1", "", false, "", "", 0, 0, 0, "", "/r", pid, TICKS, ipcNs, PID_NS, "this", "", "", "", "");
    }

    private static Content chunk(Place place, AgentStatus... told) {
        Chunk chunk = new Chunk(0, 100, 50, NOW, NOW.plusSeconds(1), 1, 1);
        return new Content(place, chunk, new ChunkReader.Read(List.copyOf(Arrays.asList(told)), 0, 0, null));
    }

    private List<JvmRecording> of(Content... contents) {
        Sought sought = new Sought(processes, true, Set.of(), new long[0]);
        return new JvmGroups(new HostRoot(root), sought, gaps).of(List.of(contents), Set.of());
    }

    private String gap() {
        return gaps.all().toString();
    }

    @Test
    void whatAJvmAndRootOfThisHostWroteIsBelieved() {
        JvmRecording own = of(chunk(ours(ALICE), tells(VICTIM, IPC_NS))).get(0);
        assertEquals(processes.get(0), own.process());
        assertTrue(own.isBy(ALICE));
        assertFalse(own.isBy(MALLORY));
        assertTrue(of(chunk(ours(0), tells(VICTIM, IPC_NS))).get(0).isBy(MALLORY));
    }

    @Test
    void aForgedChunkBesideARealOneIsNotOfTheSameJvm() {
        List<JvmRecording> read =
                of(chunk(ours(ALICE), tells(VICTIM, IPC_NS)), chunk(ours(MALLORY), tells(VICTIM, IPC_NS)));
        assertEquals(1, read.size());
        assertEquals(ALICE, read.get(0).owner());
        assertEquals(1, read.get(0).events().size());
        assertTrue(gap().contains("is owned by uid 12345, which is not the user of java"), gap());
    }

    @Test
    void whatIsSaidOfADeadJvmIsKeptApartByOwner() {
        processes.clear();
        List<JvmRecording> read =
                of(chunk(ours(ALICE), tells(VICTIM, IPC_NS)), chunk(ours(MALLORY), tells(VICTIM, IPC_NS)));
        assertEquals(
                List.of(ALICE, MALLORY), read.stream().map(JvmRecording::owner).toList());
        assertFalse(read.get(1).isBy(ALICE));
    }

    @Test
    void aFolderIsOfTheJvmThatItIsNamedAfter() {
        processes.clear();
        assertEquals(List.of(), of(chunk(place(ALICE, Origin.ours(), "1-1"), tells(VICTIM, IPC_NS))));
        assertTrue(gap().contains("tells of pid 4711"), gap());
    }

    @Test
    void aChunkIsOfOneJvm() {
        assertEquals(List.of(), of(chunk(ours(ALICE), tells(VICTIM, IPC_NS), tells(VICTIM, IPC_NS + 1))));
        assertTrue(gap().contains("tells of several JVMs"), gap());
    }

    @Test
    void aLivingJvmIsWhereItIs() {
        assertEquals(List.of(), of(chunk(ours(ALICE), tells(VICTIM, IPC_NS + 1))));
        assertTrue(gap().contains("in which java (pid 4711) is not"), gap());
    }

    @Test
    void rootOfAContainerIsNotBelievedAboutJvmsOutside() throws IOException {
        lives(99, 0, THEIR_MNT_NS, IPC_NS + 1);
        Origin inside = Origin.of(THEIR_MNT_NS);
        assertEquals(List.of(), of(chunk(place(0, inside, VICTIM + "-" + TICKS), tells(VICTIM, IPC_NS))));
        assertTrue(gap().contains("which is in another mount namespace"), gap());
        assertEquals(List.of(), of(chunk(place(0, inside, "5-" + TICKS), tells(5, IPC_NS))), "nor about a dead one");
        assertTrue(gap().contains("in which no process of its mount namespace is"), gap());
    }

    @Test
    void rootOfAContainerIsBelievedAboutItsOwn() throws IOException {
        lives(99, 0, THEIR_MNT_NS, IPC_NS + 1);
        JvmRecording own = of(chunk(place(0, Origin.of(THEIR_MNT_NS), "99-" + TICKS), tells(99, IPC_NS + 1)))
                .get(0);
        assertEquals(99, own.pid());
        assertFalse(own.isBy(ALICE), "and its uid 0 is no privilege");
    }

    @Test
    void aFolderThatMountNamespacesShareIsOfAllOfThem() throws IOException {
        lives(99, ALICE, THEIR_MNT_NS, IPC_NS + 1);
        Origin shared = Origin.of(THEIR_MNT_NS + 1);
        shared.alsoIn(Origin.of(THEIR_MNT_NS));
        assertEquals(
                99,
                of(chunk(place(ALICE, shared, "99-" + TICKS), tells(99, IPC_NS + 1)))
                        .get(0)
                        .pid());
    }
}
