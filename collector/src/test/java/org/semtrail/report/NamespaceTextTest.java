package org.semtrail.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.host.IpcLimits;
import org.semtrail.capture.host.IpcLimits.Limit;
import org.semtrail.capture.host.IpcNamespace;
import org.semtrail.capture.host.SysvSem;
import org.semtrail.correlate.Creator;
import org.semtrail.correlate.HostFacts.NamespaceFacts;
import org.semtrail.correlate.SetFacts;
import org.semtrail.correlate.Verdict;

/** Which IPC namespaces are told one by one. */
class NamespaceTextTest {
    private final List<NamespaceFacts> namespaces = new ArrayList<>(List.of(namespace(1, true, 0, 3)));

    @Test
    void ourOwnIsToldAlsoWhenItIsEmpty() {
        assertEquals(
                "This IPC namespace: 0 of 10 semaphore sets, 0 of 100 semaphores, 0 of 100 shared-memory segments, ?\n"
                        + "                    message queues\n",
                text());
    }

    @Test
    void aFewOthersAreToldEach() {
        others(3, 1);
        assertTrue(text().contains("IPC namespace 4: 1 of 10 semaphore sets"), text());
        assertFalse(text().contains("more IPC namespaces"), text());
    }

    @Test
    void ofManyOthersOnlyThoseThatAreHalfFullAreToldEach() {
        others(40, 1);
        namespaces.add(namespace(99, false, 5, 10));
        assertTrue(text().contains("IPC namespace 99: 5 of 10 semaphore sets"), text());
        assertTrue(
                text().contains("40 more IPC namespaces: 40 semaphore sets, no table half full; semtrail list shows"
                        + " them\n  verdicts: 40 unknown\n"),
                text());
        assertFalse(text().contains("IPC namespace 4:"), text());
    }

    private void others(int count, int sets) {
        for (int i = 0; i < count; i++) {
            namespaces.add(namespace(2 + i, false, sets, 10));
        }
    }

    private String text() {
        StringWriter text = new StringWriter();
        new NamespaceText(new PrintWriter(text, true)).print(namespaces);
        return text.toString();
    }

    private static NamespaceFacts namespace(long inode, boolean own, int sets, long semmni) {
        IpcNamespace ns = new IpcNamespace(inode, own, List.of(), Set.of(), Set.of(), null);
        List<Limit> limits = List.of(
                new Limit("semmni", "sem", "", own ? 10L : semmni, (long) sets),
                new Limit("semmns", "sem", "", 100L, (long) sets),
                new Limit("shmmni", "shm", "", 100L, 0L),
                new Limit("msgmni", "msg", "", own ? null : 100L, own ? null : 0L));
        return new NamespaceFacts(
                ns, Collections.nCopies(sets, unknown()), new IpcLimits(own ? limits.subList(0, 3) : limits));
    }

    private static SetFacts unknown() {
        SysvSem set = new SysvSem(2, 0, 0, 0600, 0, 0, 0, 0, 1, 0, 1, null);
        return new SetFacts(set, Verdict.UNKNOWN, List.of(), Creator.UNKNOWN, List.of(), List.of(), null);
    }
}
