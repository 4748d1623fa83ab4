package org.semtrail.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.host.HostRoot;
import org.semtrail.capture.host.IpcLimits;
import org.semtrail.capture.host.IpcNamespace;
import org.semtrail.capture.host.SysvSem;
import org.semtrail.capture.host.UserNames;
import org.semtrail.capture.jfr.MadeJvm;
import org.semtrail.correlate.Creator;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.HostFacts.NamespaceFacts;
import org.semtrail.correlate.SetFacts;
import org.semtrail.correlate.Verdict;

/** What a JVM recorded of a set, as text and as JSON. */
class HistoryTest {
    private static final long NS = IpcNamespace.INITIAL;
    private static final Instant MADE = Instant.parse("2026-03-01T11:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static HostFacts facts(MadeJvm jvm) {
        SysvSem sem = new SysvSem(NS, 5, 0, 0600, 0, 0, 0, 0, 1, 0, MADE.getEpochSecond(), null);
        SetFacts set = new SetFacts(sem, Verdict.UNKNOWN, List.of(), Creator.UNKNOWN, List.of(), List.of(), null);
        IpcNamespace ns = new IpcNamespace(NS, true, List.of(), Set.of(), Set.of(), null);
        return new HostFacts(
                        NOW,
                        NS,
                        List.of(new NamespaceFacts(ns, List.of(set), new IpcLimits(List.of()))),
                        List.of(),
                        true,
                        UserNames.read(new HostRoot(Path.of("/nonexistent"))),
                        List.of())
                .withRecordings(MadeJvm.recordings(jvm));
    }

    private static String text(MadeJvm jvm) {
        StringWriter out = new StringWriter();
        HostFacts facts = facts(jvm);
        new SetText(new PrintWriter(out), facts).print(facts.sets().findFirst().orElseThrow());
        return out.toString();
    }

    private static JsonNode json(MadeJvm jvm) {
        return HistoryJson.of(facts(jvm).sets().findFirst().orElseThrow().history());
    }

    private static MadeJvm jvm() {
        return new MadeJvm(4711, NS, MADE).makes(5);
    }

    @Test
    void callsAreToldAsInCWithTheStackAndTheApplicationsFrameMarked() {
        String text = text(jvm().later(Duration.ofMinutes(1))
                .by("worker", 9)
                .in("close", 77)
                .semctl(5, "SETVAL"));
        assertTrue(text.contains("java frame  com.acme.App.open:23\n"), text);
        assertTrue(text.contains("created     semget(IPC_PRIVATE, 1, 01600) = 5, 2026-03-01T11:00:00Z"), text);
        assertTrue(text.contains("              => at com.acme.App.open:23\n"), text);
        assertTrue(text.contains("changed     semctl(5, 0, SETVAL, 1) = 0, 2026-03-01T11:01:00Z"), text);
        assertTrue(text.contains("thread \"worker\""), text);
    }

    @Test
    void waitsFailuresAndCountsAreSummedUp() {
        MadeJvm jvm = jvm().counted(5, 1000, "900 90 9 1");
        for (int i = 1; i <= 9; i++) {
            jvm.takes(Duration.ofMillis(100L * i)).semop(5, "0:-1 UNDO").semopFails(5, Errno.EIDRM);
        }
        String text = text(jvm).replaceAll("\\s+", " ");
        assertTrue(text.contains("counted semop: 1000 calls; of 1000 timed, half took less than 1.02 us"), text);
        assertTrue(text.contains("waited 9 operations recorded one by one, 4.50 s together"), text);
        assertTrue(text.contains("semop(5, {0:-1 UNDO}) = 0"), text);
        assertTrue(text.contains("took 900 ms"), text);
        assertTrue(text.contains("at the same place"), text);
        assertTrue(text.contains("= -1 EIDRM (Identifier removed)"), text);
        assertTrue(text.contains("… and 4 more failures before"), text);

        JsonNode json = json(jvm).get(0);
        assertEquals(9, json.get("waits_total").asInt());
        assertEquals(900_000_000, json.at("/waits/0/duration_ns").asInt());
        assertEquals("EIDRM", json.at("/failures/0/error").asText());
        assertEquals(1 << 10, json.at("/usage/0/p50_ns").asInt());
    }

    @Test
    void aLongHistoryIsCutAndItsLengthTold() {
        MadeJvm jvm = jvm();
        for (int i = 0; i < 2000; i++) {
            jvm.semctl(5, "SETVAL").semopFails(5, Errno.EAGAIN);
        }
        JsonNode json = json(jvm).get(0);
        assertEquals(500, json.get("calls").size());
        assertEquals(2001, json.get("calls_total").asInt());
        assertEquals(500, json.get("failures").size());
        assertEquals(2000, json.get("failures_total").asInt());
        assertTrue(text(jvm).lines().count() < 300);
    }

    @Test
    void whatAProgramNamesItsThreadsAndMethodsMovesNoCursor() {
        MadeJvm hostile = new MadeJvm(4711, NS, MADE)
                .by("a\u001b]0;pwned\u0007\nverdict     orphan\u202e", 1)
                .in("m\u001b[2J\r", 1)
                .makes(5)
                .semop(5, "0:-1 \u001b[31m");
        String text = text(hostile);
        assertFalse(text.matches("(?s).*[\u001b\u0007\r\u202e].*"), text);
        assertEquals(1, text.lines().filter(l -> l.startsWith("verdict")).count());
        String json = json(hostile).toString();
        assertFalse(json.matches("(?s).*[\u001b\u0007\n\r].*"), json);
    }

    @Test
    void nativeCodeIsToldAsOneOfItsCandidates() {
        MadeJvm jvm =
                new MadeJvm(4711, NS, MADE).calls("org.acme.N#a").in("other", 4).calls("org.acme.N#b");
        SysvSem.Sems sems = new SysvSem.Sems(new int[] {1}, new int[] {4711}, new int[] {0}, new int[] {0});
        SysvSem sem = new SysvSem(NS, 5, 0, 0600, 0, 0, 0, 0, 1, 0, MADE.getEpochSecond(), sems);
        SetFacts set = new SetFacts(sem, Verdict.UNKNOWN, List.of(), Creator.UNKNOWN, List.of(), List.of(), null);
        IpcNamespace ns = new IpcNamespace(NS, true, List.of(), Set.of(), Set.of(), null);
        HostFacts facts = new HostFacts(
                        NOW,
                        NS,
                        List.of(new NamespaceFacts(ns, List.of(set), new IpcLimits(List.of()))),
                        List.of(),
                        true,
                        UserNames.read(new HostRoot(Path.of("/nonexistent"))),
                        List.of())
                .withRecordings(MadeJvm.recordings(jvm));
        StringWriter out = new StringWriter();
        new SetText(new PrintWriter(out), facts).print(facts.sets().findFirst().orElseThrow());
        assertTrue(out.toString().contains("may be by   native method org.acme.N#a (one of 2)"), out.toString());
        assertFalse(out.toString().contains("java frame"), out.toString());
    }
}
