package org.semtrail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shaded jar beside ipcs(1), on real objects in namespaces of their own that end with the test. */
class OtherTablesIT {
    /** In new namespaces: the objects, the queues' file system, then what the jar and util-linux say of them. */
    private static final String SCRIPT = """
            mount -t tmpfs tmpfs /dev && mkdir /dev/shm /dev/mqueue && mount -t tmpfs tmpfs /dev/shm
            mknod /dev/null c 1 3; mknod /dev/urandom c 1 9; mknod /dev/random c 1 8
            mount -t mqueue none /dev/mqueue
            mkfifo "$OUT/in"
            python3 "$OBJECTS" <"$OUT/in" >"$OUT/holder" &
            exec 9>"$OUT/in"
            until [ -s "$OUT/holder" ]; do sleep 0.1; done
            for kind in shm msg posix; do
                "$JAVA" -jar "$JAR" list $kind --json 9>&- >"$OUT/$kind.json" || exit 1
            done
            "$JAVA" -jar "$JAR" list posix 9>&- >"$OUT/posix.txt" 2>/dev/null || exit 1
            ipcs -m >"$OUT/ipcs-m"; ipcs -mp >"$OUT/ipcs-mp"; ipcs -q >"$OUT/ipcs-q"
            # Of a user who runs nothing, by a process that is dead: that may go, but nothing like PostgreSQL's.
            setpriv --reuid 12345 --regid 12345 --clear-groups ipcmk -M 3000 -p 0600 >"$OUT/dead"
            setpriv --reuid 12345 --regid 12345 --clear-groups ipcmk -M 56 -p 0600 >>"$OUT/dead"
            ipcs -m >"$OUT/ipcs-before"
            sleep 3
            "$JAVA" -jar "$JAR" prune --kind shm,msg,posix-sem,posix-shm,posix-mq --include presumed-orphan --apply --yes \
                --json --receipts "$OUT/receipts" 9>&- >"$OUT/prune.json"
            ls /dev/shm /dev/mqueue >"$OUT/left"; ipcs -m >"$OUT/ipcs-after"
            """;

    @TempDir
    private static Path out;

    private static int holder;

    @BeforeAll
    static void listInANewNamespace() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root to make namespaces");
        Path objects = out.resolve("objects.py");
        try (var in = OtherTablesIT.class.getResourceAsStream("/host/objects.py")) {
            Files.copy(in, objects);
        }
        ProcessBuilder run = new ProcessBuilder(
                "unshare", "--ipc", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c", SCRIPT);
        run.environment().put("OUT", out.toString());
        run.environment().put("OBJECTS", objects.toString());
        run.environment()
                .put(
                        "JAVA",
                        Path.of(System.getProperty("java.home"), "bin/java").toString());
        run.environment()
                .put("JAR", Path.of("target/semtrail.jar").toAbsolutePath().toString());
        run.environment().put("LC_ALL", "C");
        run.redirectErrorStream(true).redirectOutput(out.resolve("log").toFile());
        int exit = run.start().waitFor();
        assertEquals(0, exit, () -> read("log"));
        holder = Integer.parseInt(read("holder").strip());
    }

    @Test
    void listsTheSegmentsThatIpcsLists() throws IOException {
        Set<String> theirs = ipcs("ipcs-m")
                .map(f -> List.of(f[0], f[1], f[4], f[5]).toString())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> ours = new TreeSet<>();
        for (JsonNode s : rows("shm", "shm")) {
            ours.add(List.of(
                            String.format("0x%08x", s.get("key").asInt()),
                            s.get("shmid").asText(),
                            s.get("segsz").asText(),
                            s.get("nattch").asText())
                    .toString());
        }
        assertEquals(theirs, ours);
        assertEquals(3, ours.size());
    }

    @Test
    void namesCreatorAndLastUserAsIpcsDoes() throws IOException {
        Set<String> theirs = ipcs("ipcs-mp")
                .map(f -> List.of(f[0], f[2], f[3]).toString())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> ours = new TreeSet<>();
        for (JsonNode s : rows("shm", "shm")) {
            ours.add(List.of(
                            s.get("shmid").asText(),
                            s.get("cpid").asText(),
                            s.get("lpid").asText())
                    .toString());
        }
        assertEquals(theirs, ours);
    }

    @Test
    void findsWhoIsAttached() throws IOException {
        JsonNode keyed = row("shm", "shm", "key", "-1412567295");
        // The child that waits on a queue inherited the attachments.
        assertTrue(pids(keyed, "attached").contains(holder));
        assertEquals(2, pids(keyed, "attached").size());
        assertTrue(keyed.get("attached_complete").asBoolean());
        assertEquals("in-use", keyed.get("verdict").asText());
        assertEquals(
                "dest", row("shm", "shm", "segsz", "4096").get("status").get(0).asText());
        assertEquals(
                "presumed-in-use",
                row("shm", "shm", "segsz", "5000").get("verdict").asText());
    }

    @Test
    void listsTheQueuesThatIpcsListsAndWhoWaits() throws IOException {
        Set<String> theirs = ipcs("ipcs-q")
                .map(f -> List.of(f[0], f[1], f[4], f[5]).toString())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> ours = new TreeSet<>();
        for (JsonNode q : rows("msg", "msg")) {
            ours.add(List.of(
                            String.format("0x%08x", q.get("key").asInt()),
                            q.get("msqid").asText(),
                            q.get("cbytes").asText(),
                            q.get("qnum").asText())
                    .toString());
        }
        assertEquals(theirs, ours);
        JsonNode idle = row("msg", "msg", "key", Integer.toString(0x4321));
        assertEquals(1, pids(idle, "waiting").size());
        assertEquals("in-use", idle.get("verdict").asText());
    }

    @Test
    void readsNamedSemaphoresWithTheirWaiters() throws IOException {
        JsonNode jobs = row("posix", "posix_sem", "name", "jobs");
        assertEquals(5, jobs.get("value").asInt());
        assertEquals(0, jobs.get("waiters").asInt());
        assertTrue(pids(jobs, "holders").contains(holder));
        JsonNode busy = row("posix", "posix_sem", "name", "busy");
        assertEquals(0, busy.get("value").asInt());
        assertEquals(3, busy.get("waiters").asInt());
        assertTrue(row("posix", "posix_sem", "name", "odd").get("value").isNull());
    }

    @Test
    void listsWhatIsUnlinkedButStillMapped() throws IOException {
        JsonNode gone = row("posix", "posix_sem", "deleted", "true");
        assertEquals(7, gone.get("value").asInt());
        JsonNode dropped = row("posix", "posix_shm", "deleted", "true");
        assertEquals("dropped", dropped.get("name").asText());
        assertEquals(12288, dropped.get("size").asInt());
        assertTrue(pids(dropped, "holders").contains(holder));
    }

    @Test
    void whatNobodyInSightHoldsIsUnknownInAPidNamespaceAndToldWhy() throws IOException {
        JsonNode left = row("posix", "posix_shm", "name", "left");
        assertTrue(left.get("holders").isNull());
        assertEquals("unknown", left.get("verdict").asText());
        assertTrue(document("posix").get("unseen").toString().contains("outside this PID namespace"));
    }

    @Test
    void aNameCanMoveNoCursor() {
        assertTrue(read("posix.txt").contains("open \\x1b[31m\\xff\\x0aname"));
        assertEquals(-1, read("posix.txt").indexOf('\u001b'));
    }

    @Test
    void readsPosixQueues() throws IOException {
        JsonNode orders = row("posix", "posix_mq", "name", "orders");
        assertEquals(3, orders.get("qsize").asInt());
        assertTrue(pids(orders, "holders").contains(holder));
        assertEquals("/dev/mqueue/orders", orders.get("path").asText());
    }

    @Test
    void pruneRemovesTheSegmentOfTheDeadAndKeepsAllThatIsHeldRefusedOrNotKnown() throws IOException {
        JsonNode removed = document("prune").get("removed");
        assertEquals(1, removed.size());
        assertEquals(3000, removed.get(0).get("segsz").asInt());
        assertEquals(2, read("receipts").lines().count());
        assertEquals(
                ipcs("ipcs-before")
                        .filter(f -> !f[4].equals("3000"))
                        .map(f -> f[1])
                        .toList(),
                ipcs("ipcs-after").map(f -> f[1]).toList());
        assertTrue(read("left").contains("sem.jobs") && read("left").contains("orders"));
    }

    private static Stream<String[]> ipcs(String file) {
        return read(file)
                .lines()
                .map(line -> line.split("\\s+"))
                .filter(f -> f.length >= 4 && f[0].matches("0x[0-9a-f]+|\\d+"));
    }

    private static JsonNode document(String name) throws IOException {
        return new ObjectMapper().readTree(Files.readAllBytes(out.resolve(name + ".json")));
    }

    private static JsonNode rows(String document, String member) throws IOException {
        return document(document).get(member);
    }

    private static JsonNode row(String document, String member, String column, String value) throws IOException {
        return StreamSupport.stream(rows(document, member).spliterator(), false)
                .filter(row -> row.get(column).asText().equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row with " + column + " " + value + " in " + member));
    }

    private static Set<Integer> pids(JsonNode row, String column) {
        Set<Integer> pids = new TreeSet<>();
        row.get(column).forEach(pid -> pids.add(pid.asInt()));
        return pids;
    }

    private static String read(String name) {
        try {
            return new String(Files.readAllBytes(out.resolve(name)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
