package org.semtrail.report.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Documents as the report command writes them: an incident, and the same grown large. All times follow from {@link #START}. */
final class MadeReport {
    static final long START = 1_795_500_000_000L;
    static final int SECONDS = 600;

    private static final List<String> COLUMNS =
            List.of("bin", "jvm", "unit", "owner", "stack", "call", "object", "outcome", "count", "nanos", "max_nanos");

    private final ObjectNode document = new ObjectMapper().createObjectNode();
    private final ArrayNode events;
    private final ArrayNode stacks;
    private final ArrayNode rows;
    private final ArrayNode sets;
    private final ArrayNode processes;
    private int nextEvent;

    private MadeReport() {
        document.put("schema", "semtrail.report").put("version", 1);
        document.put("generated", "2026-11-24T06:20:00Z").put("title", "semtrail report: web1");
        document.putObject("host")
                .put("name", "web1")
                .put("boot_id", "5ae1…")
                .put("kernel", "6.1.0-30-amd64")
                .put("booted", "2026-11-20T01:02:03Z");
        document.putObject("range").put("from", START).put("to", START + SECONDS * 1000L);
        events = document.putArray("events");
        stacks = document.putArray("stacks");
        sets = document.putArray("sets");
        processes = document.putArray("processes");
        ObjectNode activity = document.putObject("activity");
        activity.put("start", START).put("bin_ms", 1000).put("bins", SECONDS + 1);
        ArrayNode columns = activity.putArray("columns");
        COLUMNS.forEach(columns::add);
        rows = activity.putArray("rows");
    }

    ObjectNode document() {
        return document;
    }

    /** Apache cannot start, beside a JVM that makes a set for each visitor; {@code sets} of them in ten minutes. */
    static MadeReport incident(int sets) {
        MadeReport made = new MadeReport();
        made.verdict();
        made.keys("shop.jar (4711)", "tomcat.service", "www-data");
        made.makers(sets);
        made.finding(made.failures(sets));
        made.lives(sets);
        made.series(sets);
        made.ground();
        return made;
    }

    private void verdict() {
        ObjectNode verdict = document.putObject("verdict");
        verdict.put("severity", "critical")
                .put(
                        "headline",
                        "Apache could not start: all 128 semaphore sets were taken, 118 of them by one JVM that never removes any")
                .put(
                        "what_broke",
                        "apache2.service failed to start 3 times from 06:14:02 on, with “No space left on device” for its mutexes. No disk is full.")
                .put(
                        "root_cause",
                        "shop.jar (pid 4711, tomcat.service) makes a semaphore set for each visitor in shop.Semaphore.create:109 and removes none.")
                .put("confidence", "certain")
                .put(
                        "again",
                        "Yes, about 9 minutes after each start of shop.jar: it makes 13 sets a minute and the host holds 128.");
        verdict.putArray("why_sure")
                .add("The JVM's own recording has each of the 118 semget calls with its Java stack.")
                .add("The kernel's table shows the same 118 sets, none of them removed.");
        ArrayNode todo = verdict.putArray("what_to_do");
        step(
                todo,
                "Look at which sets are certainly dead, then remove those and no other:",
                "semtrail prune",
                "semtrail prune --apply");
        step(todo, "Start Apache:", "systemctl start apache2");
        step(todo, "Until shop.jar is mended, give it room:", "sysctl -w kernel.sem=\"32000 1024000000 500 32000\"");
        verdict.putArray("would_settle");
    }

    private static void step(ArrayNode steps, String text, String... commands) {
        ArrayNode list = steps.addObject().put("text", text).putArray("commands");
        List.of(commands).forEach(list::add);
    }

    private void keys(String jvm, String unit, String owner) {
        ObjectNode keys = ((ObjectNode) document.get("activity")).putObject("keys");
        keys.putArray("jvm").add(jvm).add("batch.jar (812)");
        keys.putArray("unit").add(unit).add("batch.service");
        keys.putArray("owner").add(owner).add("batch");
        keys.putArray("call").add("semget").add("semctl IPC_RMID").add("semop");
        keys.putArray("object");
        keys.putArray("outcome").add("ok").add("ENOSPC").add("EAGAIN");
        stack(
                "s0",
                "shop.Semaphore.create(Semaphore.java:109)",
                "shop.Session.<init>(Session.java:83)",
                "shop.Sessions.of(Sessions.java:69)");
        stack(
                "s1",
                "shop.Semaphore.acquire(Semaphore.java:131)",
                "shop.Stock.take(Stock.java:44)",
                "shop.Order.place(Order.java:51)");
        stack("s2", "batch.Lock.lock(Lock.java:12)", "batch.Night.run(Night.java:90)");
        for (String key : new String[] {"shop", "batch"}) {
            document.withArray("jvms")
                    .addObject()
                    .put("key", key)
                    .put("pid", key.equals("shop") ? 4711 : 812)
                    .put("main", key + ".jar")
                    .put("java", "17.0.12")
                    .put("recording", "/var/lib/semtrail/jvm/" + key)
                    .put("created", 118)
                    .put("removed", 0)
                    .put("leaked", 118)
                    .put("failed", 9)
                    .put("waited_ms", 5120)
                    .put("dropped", 0)
                    .put("complete", key.equals("shop"))
                    .putArray("gaps");
        }
    }

    private void stack(String id, String... inner) {
        ArrayNode frames = stacks.addObject().put("id", id).putArray("frames");
        List.of(inner).forEach(frames::add);
        for (int i = 0; i < 6; i++) {
            frames.add("org.apache.catalina.core.StandardPipeline$" + i + ".invoke(StandardPipeline.java:" + (40 + i)
                    + ")");
        }
        frames.add("java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1136)");
        frames.add("java.lang.Thread.run(Thread.java:840)");
    }

    /** One row of the cube; ids are places in the keys. */
    private void row(
            long second, int jvm, String stack, int call, Integer object, int outcome, long count, long nanos) {
        rows.addArray()
                .add(second)
                .add(jvm)
                .add(jvm)
                .add(jvm)
                .add(stack)
                .add(call)
                .add(object)
                .add(outcome)
                .add(count)
                .add(nanos)
                .add(nanos / Math.max(1, count));
    }

    private void makers(int many) {
        ArrayNode objects = (ArrayNode) document.at("/activity/keys/object");
        for (int i = 0; i < many; i++) {
            long second = (long) i * SECONDS / many;
            objects.add("sem " + (i + 10));
            row(second, 0, "s0", 0, i, 0, 1, 5_000);
            event(
                    START + second * 1000 + 137,
                    "create",
                    "note",
                    "shop",
                    "sem " + (i + 10),
                    "semget(IPC_PRIVATE, 1, 0600) = " + (i + 10),
                    "s0");
        }
        for (long second = 0; second < SECONDS; second += 3) {
            row(second, 0, "s1", 2, null, 0, 40, 40 * 3_000_000L);
            row(second, 1, "s2", 2, null, 0, 4, 4 * 90_000_000L);
        }
    }

    private ObjectNode event(
            long at, String kind, String severity, String actor, String object, String text, String stack) {
        return events.addObject()
                .put("id", "e" + nextEvent++)
                .put("t", at)
                .putNull("end")
                .put("kind", kind)
                .put("severity", severity)
                .put("actor", actor)
                .put("object", object)
                .put("text", text)
                .put("stack", stack)
                .put("source", "s1");
    }

    private List<String> failures(int many) {
        int first = nextEvent;
        long full = START + 420_000;
        for (int i = 0; i < 3; i++) {
            event(full + i * 20_000L, "start", "note", "apache" + i, null, "apache2 starts", null);
            event(
                    full + i * 20_000L + 400,
                    "log",
                    "critical",
                    "apache" + i,
                    null,
                    "[emerg] AH00023: Couldn't create the mpm-accept mutex: (28)No space left on device",
                    null);
            event(full + i * 20_000L + 700, "exit", "warning", "apache" + i, null, "apache2 exits with status 1", null);
            row(420 + i * 20L, 0, "s0", 0, null, 1, 3, 9_000);
        }
        event(START + 200_000, "wait", "warning", "batch", "sem 13", "semop on semid 13 waited 12 s", "s2")
                .put("end", START + 212_000);
        event(START + 330_000, "gap", "note", "shop", null, "no chunk of shop.jar covers this", null)
                .put("end", START + 345_000);
        event(START + 560_000, "remove", "note", "batch", "sem 13", "semctl(13, IPC_RMID) = 0", "s2");
        row(560, 1, "s2", 1, 3 % Math.max(1, many), 0, 1, 4_000);
        document.put("events_total", nextEvent).put("events_left_out", 0);
        return List.of("e" + first, "e" + (first + 1), "e0", "e1");
    }

    private void finding(List<String> cited) {
        ObjectNode finding = document.putArray("findings").addObject();
        finding.put("id", "jvm-leaks-sets").put("severity", "critical");
        finding.put(
                "what",
                "shop.jar made 118 semaphore sets at shop.Semaphore.create:109 and removed none: the table is full.");
        finding.put(
                "why",
                "No disk is full: the kernel has a table of semaphores with a fixed size. A set stays until somebody removes it, also when its maker is dead.");
        finding.put("confidence", "certain").put("from", START).put("to", START + 420_000);
        ObjectNode evidence = finding.putArray("evidence").addObject();
        evidence.put("text", "Apache met “No space left on device” for its accept mutex")
                .put("source", "error.log");
        ArrayNode links = evidence.putArray("events");
        cited.forEach(links::add);
        step(finding.putArray("remedy"), "Close the semaphore with the session:", "semtrail show 12");
        ObjectNode second = document.withArray("findings").addObject();
        second.put("id", "gap-in-recording")
                .put("severity", "warning")
                .put("what", "15 seconds of shop.jar's recording are missing.");
        second.put("why", "The chunk was cut when the disk was full.").put("confidence", "likely");
        second.putArray("evidence");
        second.putArray("remedy");
    }

    private void lives(int many) {
        for (int i = 0; i < many; i++) {
            ObjectNode set = sets.addObject()
                    .put("key", "sem " + (i + 10))
                    .put("semid", i + 10)
                    .put("ipc_ns", 4026531839L);
            set.put("owner", "www-data").put("nsems", 1).put("mode", "0600").put("key_hex", "0x00000000");
            set.put("born", START + (long) i * SECONDS / many * 1000).put("born_how", "the JVM's recording");
            set.put("gone", i == 3 ? START + 560_000L : null).put("gone_by", i == 3 ? "batch" : null);
            set.put("creator", "shop").put("frame", "shop.Semaphore.create(Semaphore.java:109)");
            set.put("verdict", i % 9 == 0 ? "in-use" : i % 5 == 0 ? "presumed-orphan" : "orphan");
            set.putArray("evidence")
                    .addObject()
                    .put("side", "for")
                    .put("what", "its maker is alive")
                    .put("source", "/proc");
        }
        process("shop", 4711, "java", true, START - 50_000, null, "alive");
        process("batch", 812, "java", true, START + 90_000, START + 580_000, "exit");
        for (int i = 0; i < 3; i++) {
            process(
                    "apache" + i,
                    900 + i,
                    "apache2",
                    false,
                    START + 420_000 + i * 20_000L,
                    START + 420_700 + i * 20_000L,
                    "exit");
        }
        ObjectNode wait = document.putArray("waits").addObject();
        wait.put("object", "sem 13")
                .put("waiter", "batch")
                .put("holder", "shop")
                .put("how_sure", "likely");
        wait.put("count", 1)
                .put("total_ms", 12_000)
                .put("max_ms", 12_000)
                .put("from", START + 200_000)
                .put("to", START + 212_000);
    }

    private void process(String key, int pid, String name, boolean jvm, long start, Long end, String how) {
        processes
                .addObject()
                .put("key", key)
                .put("pid", pid)
                .put("name", name)
                .put("jvm", jvm)
                .put("unit", name + ".service")
                .put("start", start)
                .put("end", end)
                .put("how", how);
    }

    private void series(int many) {
        ArrayNode series = document.putArray("series");
        ArrayNode used = series.addObject()
                .put("name", "Semaphore sets")
                .put("unit", "sets")
                .put("limit", 128)
                .putArray("points");
        ArrayNode memory = series.addObject()
                .put("name", "Shared memory")
                .put("unit", "segments")
                .put("limit", 4096)
                .putArray("points");
        for (int second = 0; second <= SECONDS; second += 5) {
            used.addArray().add(START + second * 1000L).add(Math.min(128, 10 + Math.min(many, 118) * second / 420));
            memory.addArray().add(START + second * 1000L).add(7);
        }
    }

    private void ground() {
        ObjectNode source = document.putArray("sources").addObject();
        source.put("id", "s1")
                .put("path", "/var/lib/semtrail/jvm/4711-88")
                .put("kind", "JFR recording")
                .put("sha256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
        source.put("from", START)
                .put("to", START + SECONDS * 1000L)
                .put("clock", "UTC")
                .put("status", "read")
                .putNull("why");
        document.withArray("sources")
                .addObject()
                .put("id", "s2")
                .put("path", "/var/log/apache2/error.log")
                .put("kind", "httpd log")
                .put("status", "partly")
                .put("why", "the last line is cut");
        document.putArray("unseen")
                .addObject()
                .put("what", "15 s of shop.jar.")
                .put("why", "the chunk was cut.")
                .put("from", START + 330_000)
                .put("to", START + 345_000);
        document.putObject("provenance")
                .put("semtrail", "0.1.0")
                .put("java", "17.0.12")
                .put("command", "semtrail report -o incident.html")
                .put("read_as", "root");
    }
}
