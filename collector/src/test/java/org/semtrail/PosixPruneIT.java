package org.semtrail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shaded jar removes POSIX objects of dead programs on a real kernel, also in the mount and IPC namespace of a
 * neighbour, and none that a process anywhere holds.
 */
class PosixPruneIT {
    /** In new namespaces: the objects, what may go of them, and the same again when the neighbour has let go. */
    private static final String SCRIPT = """
            mount -t tmpfs tmpfs /dev && mkdir /dev/shm /dev/mqueue && mount -t tmpfs tmpfs /dev/shm || exit 90
            mknod /dev/null c 1 3; mknod /dev/urandom c 1 9; mknod /dev/random c 1 8
            mount -t mqueue none /dev/mqueue || exit 91
            python3 "$OUT/left.py" "$OUT" </dev/null >"$OUT/left.log" 2>&1 &
            until [ -s "$OUT/pid" ]; do kill -0 $! || exit 92; sleep 0.1; done
            prune() {
                "$JAVA" -jar "$JAR" prune --kind posix-sem,posix-shm,posix-mq --ipc-ns all --include presumed-orphan \
                    --apply --yes --json --receipts "$OUT/receipts$1" >"$OUT/prune$1"
                echo $? >"$OUT/exit$1"
                (cd /dev && ls -d shm/* mqueue/* 2>/dev/null) >"$OUT/here$1"
                (cd "/proc/$(cat "$OUT/pid")/root/dev" && ls -d shm/* mqueue/* 2>/dev/null) >"$OUT/beside$1"
            }
            made=$(date +%s)
            until [ $(date +%s) -gt $((made + 2)) ]; do sleep 0.1; done
            prune 0
            export SEMTRAIL_ALONE=yes
            prune 1
            : >"$OUT/let-go"
            until [ -e "$OUT/gone" ]; do sleep 0.1; done
            prune 2
            exit 0
            """;

    private static final Set<String> ALL = names("dead", "mapped", "open");

    @TempDir
    private static Path out;

    private static String neighbour;

    @BeforeAll
    static void pruneInNewNamespaces() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root to make namespaces");
        try (var in = PosixPruneIT.class.getResourceAsStream("/host/left.py")) {
            Files.copy(in, out.resolve("left.py"));
        }
        ProcessBuilder run = new ProcessBuilder(
                "unshare", "--ipc", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c", SCRIPT);
        run.environment().put("OUT", out.toString());
        run.environment()
                .put(
                        "JAVA",
                        Path.of(System.getProperty("java.home"), "bin/java").toString());
        run.environment()
                .put("JAR", Path.of("target/semtrail.jar").toAbsolutePath().toString());
        run.redirectErrorStream(true).redirectOutput(out.resolve("log").toFile());
        Process process = run.start();
        assertTrue(process.waitFor(180, TimeUnit.SECONDS), "it ends");
        assertEquals(0, process.exitValue(), () -> read("log") + read("left.log"));
        neighbour = read("pid");
    }

    @Test
    void whereProcessesOutsideMayHoldThemNothingGoes() throws IOException {
        assertEquals(ALL, left("here0"));
        assertEquals(ALL, left("beside0"));
        assertEquals(0, document(0).get("removed").size());
    }

    @Test
    void whatNobodyHoldsGoesHereAndInTheNeighboursNamespaces() throws IOException {
        // Of "open" the neighbour has the memory open, and in its own place it holds all three.
        assertEquals(union(names("mapped"), Set.of("shm/open")), left("here1"));
        assertEquals(names("open"), left("beside1"));
        Map<String, Long> kinds = new TreeMap<>();
        document(1).get("removed").forEach(one -> kinds.merge(one.get("kind").asText(), 1L, Long::sum));
        // Here: dead of each kind, the semaphore and the queue "open". Beside: dead and mapped of each kind.
        assertEquals(Map.of("posix-shm", 3L, "posix-sem", 4L, "posix-mq", 4L), kinds);
        assertEquals("0", read("exit1").strip());
    }

    @Test
    void whatTheNeighbourHoldsStaysInUseByIt() throws IOException {
        Set<String> kept = new TreeSet<>();
        for (JsonNode one : document(1).get("kept")) {
            assertEquals("in-use", one.get("verdict").asText(), one.toPrettyString());
            assertTrue(one.get("reason").asText().contains("pid " + neighbour), one.toPrettyString());
            kept.add(one.get("kind").asText() + " " + one.get("name").asText());
        }
        assertEquals(
                Set.of(
                        "posix-shm mapped",
                        "posix-shm open",
                        "posix-sem mapped",
                        "posix-sem open",
                        "posix-mq mapped",
                        "posix-mq open"),
                kept);
    }

    @Test
    void onceItLetsGoTheyGoToo() throws IOException {
        assertEquals(Set.of(), left("here2"));
        assertEquals(Set.of(), left("beside2"));
        assertEquals(7, document(2).get("removed").size());
    }

    @Test
    void eachRemovalHasItsReceiptBeforeAndAfter() throws IOException {
        assertEquals(
                2L * document(1).get("removed").size(),
                read("receipts1").lines().count());
        assertTrue(read("receipts1").contains("/proc/" + neighbour + "/root/dev/mqueue/dead"), () -> read("receipts1"));
    }

    /** Memory, semaphore and queue of these names, as ls shows them below /dev. */
    private static Set<String> names(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of("shm/" + name, "shm/sem." + name, "mqueue/" + name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> union(Set<String> some, Set<String> more) {
        return Stream.of(some, more).flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> left(String file) {
        return new TreeSet<>(List.of(read(file).strip().split("\\s+")))
                .stream().filter(name -> !name.isEmpty()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode document(int run) throws IOException {
        return new ObjectMapper().readTree(Files.readAllBytes(out.resolve("prune" + run)));
    }

    private static String read(String name) {
        try {
            return Files.readString(out.resolve(name));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
