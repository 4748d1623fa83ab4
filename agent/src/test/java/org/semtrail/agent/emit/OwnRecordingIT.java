package org.semtrail.agent.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.semtrail.agent.jvm.Jdk;
import org.semtrail.agent.jvm.Patient;
import org.semtrail.agent.jvm.Run;
import org.semtrail.agent.jvm.Running;
import org.semtrail.agent.patient.NativeProgram;
import org.semtrail.agent.patient.PlainProgram;

/** The recording that nobody asked for: where it is, what ends it, what it leaves alone. */
class OwnRecordingIT {
    private static final String PROGRAM = NativeProgram.class.getName();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void aJvmWithoutIpcHasNoRecordingAndNoThread(Jdk jdk) throws Exception {
        Run run = new Patient(jdk).withAgent("").run(PlainProgram.class.getName());
        assertEquals("jfr repository: null\n", run.out());
        assertEquals("", run.err());
        assertFalse(Files.exists(run.recordings()));
    }

    @ParameterizedTest
    @EnumSource
    void aNormalExitLeavesOneRecordingThatSaysWhoseItIs(Jdk jdk) throws Exception {
        try (Running running = new Patient(jdk).withAgent("").start(PROGRAM, "stay")) {
            running.awaitOut("called");
            String ipc = Files.readSymbolicLink(Path.of("/proc/" + running.pid() + "/ns/ipc"))
                    .toString();
            String stat = Files.readString(Path.of("/proc/" + running.pid() + "/stat"));
            String cgroups = Files.readString(Path.of("/proc/" + running.pid() + "/cgroup"));
            Run run = running.end();
            RecordedEvent status = run.lastStatus();
            assertEquals(running.pid(), status.getInt("pid"));
            assertEquals(stat.substring(stat.lastIndexOf(')')).split(" ")[20], status.getLong("startTicks") + "");
            assertEquals("ipc:[" + status.getLong("ipcNs") + "]", ipc);
            assertEquals(
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).trim(), status.getString("bootId"));
            assertEquals(PROGRAM, status.getString("mainClass"), "and none of its arguments");
            assertTrue(status.getString("javaVersion").matches("\\d+\\.\\d.*|\\d+"), status::toString);
            assertEquals(System.getProperty("user.name"), status.getString("user"));
            assertTrue(
                    List.of(cgroups.split("\n")).contains(status.getString("cgroup")), () -> status + " in " + cgroups);
            Path own = run.recordings().resolve(status.getInt("pid") + "-" + status.getLong("startTicks"));
            assertTrue(status.getString("recording").startsWith(own.toString()), status::toString);
            assertEquals(List.of(own.resolve("exit.jfr")), files(own));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(own)));
            assertEquals("", run.err());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKilledJvmLeavesItsChunk(Jdk jdk) throws Exception {
        try (Running running = new Patient(jdk).withAgent("").start(PROGRAM, "stay")) {
            running.awaitOut("called");
            running.await(
                    "flushed chunk", () -> files(running.recordings()).stream().anyMatch(OwnRecordingIT::isFlushed));
            running.kill();
            assertTrue(files(running.recordings()).stream().anyMatch(OwnRecordingIT::isFlushed));
        }
    }

    /** A chunk is its header alone until the first flush, once a second. */
    private static boolean isFlushed(Path file) {
        try {
            return !file.endsWith("exit.jfr") && Files.size(file) > 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereAnotherRecordingRunsTheRepositoryStays(Jdk jdk) throws Exception {
        Path users = folder.resolve("user.jfr");
        Path repository = Files.createDirectory(folder.resolve("repository"));
        Run run = new Patient(jdk)
                .withJvmOptions(
                        "-Xlog:disable",
                        "-XX:FlightRecorderOptions=repository=" + repository,
                        "-XX:StartFlightRecording=filename=" + users)
                .withAgent("")
                .run(PROGRAM);
        assertTrue(run.lastStatus().getString("recording").startsWith(repository.toString()));
        assertTrue(Run.eventsOf(users).stream().anyMatch(event -> event.hasField("bootId")));
        assertEquals("", run.err());
    }

    @ParameterizedTest
    @EnumSource
    void aRepositoryThatTheCommandLineNamesStays(Jdk jdk) throws Exception {
        Path repository = Files.createDirectory(folder.resolve("repository"));
        Run run = new Patient(jdk)
                .withJvmOptions("-Xlog:disable", "-XX:FlightRecorderOptions=repository=" + repository)
                .withAgent("")
                .run(PROGRAM);
        assertTrue(run.lastStatus().getString("recording").startsWith(repository.toString()), () -> run.toString());
        assertEquals("", run.err());
    }

    @ParameterizedTest
    @EnumSource
    void withoutARecordingOfItsOwnTheAgentStartsNone(Jdk jdk) throws Exception {
        Run run = new Patient(jdk).withAgent("recording=off").run(PROGRAM);
        assertFalse(Files.exists(run.recordings()));
        assertEquals("", run.err());
    }

    @ParameterizedTest
    @EnumSource
    void rootMakesTheUsualPlaceAndOthersRecordThereUnseen(Jdk jdk) throws Exception {
        assertUsualPlace(jdk, "mount -t tmpfs none /var/lib && exec \"$@\"", "/var/lib/semtrail/jvm");
        assertUsualPlace(
                jdk,
                "mount -t tmpfs none /var/lib && mkdir -p -m 1733 /var/lib/semtrail/jvm && chmod 1733 /var/lib/semtrail/jvm"
                        + " && exec setpriv --reuid 12345 --clear-groups \"$@\"",
                "/var/lib/semtrail/jvm");
    }

    @ParameterizedTest
    @EnumSource
    void whoCannotWriteThereRecordsBelowTmp(Jdk jdk) throws Exception {
        assertUsualPlace(
                jdk,
                "mount -t tmpfs none /var/lib && exec setpriv --reuid 12345 --clear-groups \"$@\"",
                "/tmp/semtrail-12345/jvm");
    }

    @ParameterizedTest
    @EnumSource
    void aFolderThatSomebodyElseLaidInTmpIsNotUsed(Jdk jdk) throws Exception {
        Run run = inPlace(
                jdk,
                "mount -t tmpfs none /var/lib && mkdir -m 777 /tmp/semtrail-12345"
                        + " && exec setpriv --reuid 12345 --clear-groups \"$@\"");
        assertEquals(0, run.exit());
        assertTrue(
                run.err()
                        .matches("semtrail: does not record: .*semtrail-12345 is not a directory of this user alone\n"),
                run.err());
    }

    private void assertUsualPlace(Jdk jdk, String script, String place) throws Exception {
        Run run = inPlace(jdk, script);
        assertEquals("", run.err());
        assertTrue(run.out().contains("repository " + place + "/"), run.out());
    }

    /** Runs with a /tmp and /var/lib of its own. */
    private Run inPlace(Jdk jdk, String script) throws Exception {
        Path open = Files.createDirectory(folder.resolve("open" + System.nanoTime()));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.copy(Patient.agentJar(), open.resolve("semtrail-agent.jar"));
        copyClasses(open);
        String mounts = "mount -t tmpfs none /mnt && mkdir /mnt/open && cp -r " + open + "/. /mnt/open"
                + " && mount -t tmpfs none /tmp && " + script;
        return new Patient(jdk)
                .through("unshare", "--mount", "--", "sh", "-c", mounts, "sh")
                .withAgentJar(Path.of("/mnt/open/semtrail-agent.jar"))
                .withClassPath("/mnt/open")
                .withDefaultPlace()
                .withAgent("")
                .run(PROGRAM, "place");
    }

    private static void copyClasses(Path to) throws IOException {
        Path classes = Path.of("target/test-classes");
        try (Stream<Path> files = Files.walk(classes.resolve("org/semtrail/agent/patient"))) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(classes.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileSystemWithoutRoomIsLeftAloneInOneLine(Jdk jdk) throws Exception {
        Run run = inSmallPlace(jdk, "8m", PROGRAM);
        assertEquals(0, run.exit());
        assertTrue(run.err().matches("semtrail: does not record: \\d+ MiB are free at [^\n]*\n"), run.err());
        assertTrue(run.out().endsWith("ends\n"), run.out());
    }

    private Run inSmallPlace(Jdk jdk, String size, String program, String... arguments) throws Exception {
        String script = "mount -t tmpfs -o size=" + size + " none " + folder + " && exec \"$@\"";
        return new Patient(jdk)
                .through("unshare", "--mount", "--", "sh", "-c", script, "sh")
                .withDefaultPlace()
                .withAgent("dir=" + folder + "/jvm")
                .run(program, arguments);
    }

    @ParameterizedTest
    @EnumSource
    void aDiskThatFillsUpEndsTheRecordingAndNotTheJvm(Jdk jdk) throws Exception {
        String script = "mount -t tmpfs -o size=80m none " + folder + " && exec \"$@\"";
        Patient patient = new Patient(jdk)
                .through("unshare", "--mount", "--", "sh", "-c", script, "sh")
                .withDefaultPlace()
                .withAgent("dir=" + folder + "/jvm");
        try (Running running = patient.start(PROGRAM, "stay")) {
            running.awaitOut("called");
            fill(Path.of("/proc/" + running.pid() + "/root" + folder + "/filling"), 60);
            running.awaitErr("semtrail: stops recording: ");
            fill(Path.of("/proc/" + running.pid() + "/root" + folder + "/full"), 80);
            Run run = running.end();
            assertEquals(0, run.exit());
            assertTrue(run.err().matches("semtrail: stops recording: \\d+ MiB are free at [^\n]*\n"), run.err());
            assertTrue(run.out().endsWith("ends\n"), run.out());
        }
    }

    private static void fill(Path file, int mebibytes) {
        byte[] one = new byte[1 << 20];
        try (var out = Files.newOutputStream(file)) {
            for (int i = 0; i < mebibytes; i++) {
                out.write(one);
            }
        } catch (IOException full) {
            Assumptions.assumeTrue(full.getMessage().contains("No space"), full.toString());
        }
    }

    private static List<Path> files(Path below) {
        if (!Files.exists(below)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(below)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
