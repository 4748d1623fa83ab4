package org.semtrail.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.IpcNamespace;
import org.semtrail.capture.host.Logind;
import org.semtrail.capture.host.LogoutObject;
import org.semtrail.correlate.SetFacts;

class RemoveIpcRuleTest {
    private static final Logind REMOVES = new Logind(true, null, null, false, Set.of(), null);
    private static final HostProcess SERVICE =
            MadeUp.process(50, 1001, "postgresql.service", null, IpcNamespace.INITIAL);
    private static final HostProcess SESSION = MadeUp.process(60, 1001, "session-3.scope", null, IpcNamespace.INITIAL);

    @Test
    void firesForASetOfAServiceThatRunsAsAPerson() {
        List<Finding> findings = check(REMOVES, List.of(SERVICE), MadeUp.set(7, 1001, SERVICE));
        assertEquals(1, findings.size());
        assertTrue(findings.get(0).what().contains("postgresql.service runs as this user"));
    }

    @Test
    void firesWhereNobodyIsKnownToUseTheSet() {
        assertEquals(1, check(REMOVES, List.of(SERVICE), MadeUp.set(7, 1001)).size());
    }

    /** PostgreSQL's parallel workers: "could not open shared memory segment". */
    @Test
    void firesForPosixObjectsOfAServiceThatHasNoSets() {
        LogoutObject file = new LogoutObject("POSIX object", "/dev/shm/PostgreSQL.1234", 1001);
        List<Finding> findings = new RemoveIpcRule()
                .check(MadeUp.host(
                        MadeUp.with(REMOVES, file),
                        List.of(SERVICE),
                        MadeUp.namespace(IpcNamespace.INITIAL, Limits.DEFAULTS)));
        assertTrue(findings.get(0).evidence().get(2).contains("/dev/shm/PostgreSQL.1234"));
    }

    @Test
    void firesForTheNamespaceThatLogindLivesIn() {
        Logind inside = new Logind(true, null, null, false, Set.of(), IpcNamespace.INITIAL);
        Logind elsewhere = new Logind(true, null, null, false, Set.of(), MadeUp.CONTAINER_NS);
        assertEquals(1, check(inside, List.of(SERVICE), MadeUp.set(7, 1001)).size());
        assertEquals(List.of(), check(elsewhere, List.of(SERVICE), MadeUp.set(7, 1001)));
        LogoutObject ours = new LogoutObject("POSIX object", "/dev/shm/PostgreSQL.1234", 1001);
        assertEquals(
                List.of(),
                new RemoveIpcRule()
                        .check(MadeUp.host(
                                MadeUp.with(elsewhere, ours),
                                List.of(SERVICE),
                                MadeUp.namespace(IpcNamespace.INITIAL, Limits.DEFAULTS))));
    }

    @Test
    void silentWhereRemoveIpcIsNoOrLogindIsAbsent() {
        Logind no = new Logind(true, false, "/etc/systemd/logind.conf:3", true, Set.of(), null);
        Logind absent = new Logind(false, null, null, false, Set.of(), null);
        assertEquals(List.of(), check(no, List.of(SERVICE), MadeUp.set(7, 1001)));
        assertEquals(List.of(), check(absent, List.of(SERVICE), MadeUp.set(7, 1001)));
    }

    @Test
    void silentForUsersWhoLinger() {
        Logind lingering = new Logind(true, null, null, false, Set.of("1001"), null);
        assertEquals(List.of(), check(lingering, List.of(SERVICE), MadeUp.set(7, 1001, SERVICE)));
    }

    @Test
    void silentForSystemUsers() {
        HostProcess apache = MadeUp.process(50, 33, "apache2.service", null, IpcNamespace.INITIAL);
        assertEquals(List.of(), check(REMOVES, List.of(apache), MadeUp.set(7, 33, apache)));
    }

    @Test
    void silentForWhatAPersonUsesInASession() {
        assertEquals(List.of(), check(REMOVES, List.of(SESSION), MadeUp.set(7, 1001, SESSION)));
        assertEquals(List.of(), check(REMOVES, List.of(SESSION, SERVICE), MadeUp.set(7, 1001, SESSION)));
    }

    @Test
    void silentForUnitsOfAPersonsOwnManager() {
        HostProcess own = MadeUp.process(50, 1001, "user@1001.service", null, IpcNamespace.INITIAL);
        assertEquals(List.of(), check(REMOVES, List.of(own), MadeUp.set(7, 1001, own)));
    }

    private static List<Finding> check(Logind logind, List<HostProcess> processes, SetFacts... sets) {
        return new RemoveIpcRule()
                .check(MadeUp.host(
                        MadeUp.with(logind), processes, MadeUp.namespace(IpcNamespace.INITIAL, Limits.DEFAULTS, sets)));
    }
}
