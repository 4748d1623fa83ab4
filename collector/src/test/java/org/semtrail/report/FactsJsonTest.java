package org.semtrail.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.capture.host.HostRoot;
import org.semtrail.capture.host.IpcLimits;
import org.semtrail.capture.host.IpcLimits.Limit;
import org.semtrail.capture.host.IpcNamespace;
import org.semtrail.capture.host.SysvSem;
import org.semtrail.capture.host.Unseen;
import org.semtrail.capture.host.UserNames;
import org.semtrail.correlate.Creator;
import org.semtrail.correlate.Creator.Confidence;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.HostFacts.NamespaceFacts;
import org.semtrail.correlate.SetFacts;
import org.semtrail.correlate.Verdict;

/** The bounded document, on hosts that try to make it long. */
class FactsJsonTest {
    private static final long NS = IpcNamespace.INITIAL;
    private static final String EVIL = "\u202e\u009b😀".repeat(60);

    @TempDir
    private Path root;

    @Test
    void thousandsOfHostileOwnersUnitsAndGapsFitIntoEightKilobytes() throws IOException {
        ObjectNode document = FactsJson.of(host(3000, EVIL), "1.0", 7);
        assertTrue(bytes(document) <= FactsJson.MAX_BYTES, bytes(document) + " bytes");
        assertEquals(3000, document.get("sets").asInt());
        assertEquals(3000, document.get("by_verdict").get("orphan").asInt());
        assertEquals(3000, sum(document, "by_owner"), "what is cut off is counted as the rest");
        assertEquals(2000, document.get("unseen_total").asInt());
    }

    @Test
    void aHostOfModestNamesIsToldWhole() throws IOException {
        ObjectNode document = FactsJson.of(host(8, "u"), "1.0", 7);
        assertEquals(8, document.get("by_owner").size());
        assertFalse(document.get("by_owner").has("…"));
        assertEquals("semtrail.facts/1", document.get("schema").asText());
        assertEquals("2026-03-01T12:00:00Z", document.get("at").asText());
        assertEquals(31992, document.get("limits").get("semmni").get("free").asInt());
    }

    @Test
    void aNameIsNotCutWithinASurrogatePair() throws IOException {
        String text = Json.line(FactsJson.of(host(1, "x".repeat(62) + "😀😀"), "1.0", 7));
        assertTrue(text.contains("x\\u2026"), text);
        assertFalse(text.contains("\\uD83D\\u2026"), text);
    }

    @Test
    void setsOfOtherNamespacesAreNotCountedAsOurs() throws IOException {
        HostFacts facts = host(3, "u");
        IpcNamespace other = new IpcNamespace(7, false, List.of(), Set.of(), Set.of(), null);
        NamespaceFacts theirs =
                new NamespaceFacts(other, facts.namespaces().get(0).sets(), new IpcLimits(List.of()));
        HostFacts both = new HostFacts(
                facts.now(), NS, List.of(facts.namespaces().get(0), theirs), List.of(), true, facts.names(), List.of());
        ObjectNode document = FactsJson.of(both, "1.0", 7);
        assertEquals(3, document.get("sets").asInt());
        assertEquals(2, document.get("ipc_namespaces").asInt());
    }

    private HostFacts host(int owners, String name) throws IOException {
        StringBuilder passwd = new StringBuilder();
        IntStream.range(0, owners)
                .forEach(i -> passwd.append((name + i + ":x:" + (2000 + i) + ":").replace('\n', ' ') + "\n"));
        Files.createDirectories(root.resolve("etc"));
        Files.write(root.resolve("etc/passwd"), passwd.toString().getBytes(StandardCharsets.UTF_8));
        List<SetFacts> sets =
                IntStream.range(0, owners).mapToObj(i -> set(i, name)).toList();
        List<Unseen> unseen = IntStream.range(0, owners > 100 ? 2000 : 0)
                .mapToObj(i -> Unseen.denied(EVIL + i, EVIL))
                .toList();
        Limit semmni = new Limit("semmni", "sem", "sets", 32_000L, (long) owners);
        IpcNamespace ns = new IpcNamespace(NS, true, List.of(), Set.of(1), Set.of(), null);
        return new HostFacts(
                Instant.parse("2026-03-01T12:00:00Z"),
                NS,
                List.of(new NamespaceFacts(ns, sets, new IpcLimits(List.of(semmni)))),
                List.of(),
                true,
                UserNames.read(new HostRoot(root)),
                unseen);
    }

    private static SetFacts set(int i, String name) {
        SysvSem.Sems sems = new SysvSem.Sems(new int[] {1}, new int[] {9}, new int[1], new int[1]);
        SysvSem sem = new SysvSem(NS, i, 0, 0600, 2000 + i, 0, 0, 0, 1, 0, 1, sems);
        Creator creator = new Creator(9, false, name + i, name + i, null, "made up", Confidence.HIGH);
        return new SetFacts(sem, Verdict.ORPHAN, List.of(), creator, List.of(), List.of(), null);
    }

    private static int bytes(ObjectNode document) {
        return Json.line(document).getBytes(StandardCharsets.UTF_8).length;
    }

    private static long sum(ObjectNode document, String member) {
        return StreamSupport.stream(document.get(member).spliterator(), false)
                .mapToLong(n -> n.asLong())
                .sum();
    }
}
