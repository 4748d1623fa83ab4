package org.semtrail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a seccomp filter refuses to the shaded jar is read otherwise or told, and never a set that silently lacks. */
class RefusedSemctlIT {
    private static final int EPERM = 1;
    private static final int EACCES = 13;
    private static final int GETPID = 11;
    private static final int GETALL = 13;
    private static final int SEM_INFO = 19;
    private static final int SEM_STAT_ANY = 20;

    @TempDir
    private static Path folder;

    private int exit;
    private String told;

    @BeforeAll
    static void needsRootAndNamespaces() throws Exception {
        Process probe = new ProcessBuilder("unshare", "--ipc", "--mount", "true").start();
        assumeTrue(probe.waitFor() == 0, "no namespaces of its own here: needs root (CAP_SYS_ADMIN) and unshare(1)");
        try (var in = RefusedSemctlIT.class.getResourceAsStream("/host/refuse.py")) {
            Files.copy(in, folder.resolve("refuse.py"));
        }
    }

    @Test
    void withoutAFilterNothingIsTold() throws Exception {
        JsonNode list = list("true", EPERM);
        assertEquals(List.of(1, 2, 3), sizes(list));
        assertFalse(
                list.get("unseen").toString().contains("sem"),
                list.get("unseen").toString());
    }

    @Test
    void refusedForAllTheTableIsReadFromItsText() throws Exception {
        JsonNode list = list("true", EPERM, SEM_STAT_ANY + "");
        assertEquals(List.of(1, 2, 3), sizes(list));
        assertTold(list, "semctl(SEM_STAT_ANY)", "EPERM (Operation not permitted) for 3 sets");
        assertTold(list, "semctl(SEM_STAT_ANY)", "read from /proc/sysvipc/sem instead");
        list.get("sets")
                .forEach(set -> assertEquals(
                        set.get("nsems").asInt(), set.get("value").size(), "its semaphores are read as usual"));
    }

    @Test
    void refusedForSomeTheseAreReadFromTheText() throws Exception {
        JsonNode list = list("true", EACCES, SEM_STAT_ANY + ":1");
        assertEquals(List.of(1, 2, 3), sizes(list));
        assertTold(list, "semctl(SEM_STAT_ANY)", "EACCES (Permission denied) for 2 sets");
    }

    @Test
    void aTableWhoseSizeIsRefusedIsReadFromItsText() throws Exception {
        JsonNode list = list("true", EPERM, SEM_INFO + "");
        assertEquals(List.of(1, 2, 3), sizes(list));
        assertTold(list, "semctl(SEM_INFO)", "read from /proc/sysvipc/sem instead");
    }

    @Test
    void whatNeitherWayShowsIsCountedAndKeepsAllOthers() throws Exception {
        JsonNode list = list("mount -t tmpfs none /proc/sysvipc", EPERM, SEM_STAT_ANY + ":1");
        assertEquals(List.of(1), sizes(list));
        assertTold(list, "semaphore table", "for 2 sets; nor by /proc");
        assertEquals("unknown", list.get("sets").get(0).get("verdict").asText());
    }

    @Test
    void aTableThatNeitherWayShowsIsNotAnEmptyOne() throws Exception {
        list("mount -t tmpfs none /proc/sysvipc", EPERM, SEM_STAT_ANY + "");
        assertEquals(4, exit);
        assertTrue(told.contains("semctl(SEM_STAT_ANY): EPERM"), told);
    }

    @Test
    void setsWhoseSemaphoresAreRefusedAreListedWithoutThem() throws Exception {
        for (int command : List.of(GETALL, GETPID)) {
            JsonNode list = list("true", EPERM, command + ":1");
            assertEquals(List.of(1, 2, 3), sizes(list));
            assertTold(list, "semaphore values", "EPERM (Operation not permitted) on 2 sets");
            assertTrue(list.get("sets").get(2).get("value").isNull());
            assertEquals("unknown", list.get("sets").get(2).get("verdict").asText());
        }
    }

    /** Three sets in a namespace of their own, and what the jar lists there when some commands of semctl are refused. */
    private JsonNode list(String before, int errno, String... refused) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "--ipc",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "sh",
                "-c",
                "for nsems in 1 2 3; do ipcmk -S $nsems >/dev/null || exit 99; done; " + before + "; exec \"$@\"",
                "sh",
                "python3",
                folder.resolve("refuse.py").toString(),
                Integer.toString(errno)));
        command.addAll(List.of(refused));
        command.addAll(List.of(
                "--",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-jar",
                Path.of("target/semtrail.jar").toAbsolutePath().toString(),
                "list",
                "--no-recordings",
                "--json"));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "it ends");
        exit = process.exitValue();
        told = Files.readString(err) + Files.readString(out);
        return new ObjectMapper().readTree(Files.readAllBytes(out));
    }

    private static List<Integer> sizes(JsonNode list) {
        List<Integer> sizes = new ArrayList<>();
        list.get("sets").forEach(set -> sizes.add(set.get("nsems").asInt()));
        return sizes;
    }

    private static void assertTold(JsonNode list, String what, String why) {
        boolean found = false;
        for (JsonNode gap : list.get("unseen")) {
            found |= gap.get("what").asText().equals(what)
                    && gap.get("why").asText().contains(why);
        }
        assertTrue(found, list.get("unseen").toPrettyString());
    }
}
