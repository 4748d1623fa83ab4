package org.semtrail.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.host.DevShm;
import org.semtrail.capture.host.HostConfig;
import org.semtrail.capture.host.IpcLimits;
import org.semtrail.capture.host.IpcNamespace;
import org.semtrail.capture.host.Logind;
import org.semtrail.capture.offline.Lines;
import org.semtrail.correlate.HostFacts;

class LogRulesTest {
    private static final IpcLimits FULL = Limits.sem(250, 32_000, 32, 128, 128, 128);
    private static final String NO_ROOM = "FATAL:  could not create semaphores: No space left on device";
    private static final String GONE = "Failed to acquire a lock with semaphore 2031674: Invalid argument";

    @Test
    void aFullTableExplainsTheLog() {
        Finding finding = only(new LogExhaustionRule().check(host(FULL, NO_ROOM)));
        assertEquals(LogExhaustionRule.EXPLAINED, finding.id());
        assertTrue(finding.evidence().toString().contains("128 of 128 sets"), finding.toString());
    }

    @Test
    void roomNowIsNotSettled() {
        Finding finding = only(new LogExhaustionRule().check(host(Limits.DEFAULTS, NO_ROOM)));
        assertEquals(LogExhaustionRule.NOT_NOW, finding.id());
        assertTrue(finding.what().endsWith("There is room now."), finding.what());
    }

    @Test
    void theTableOfTheProgramsOwnNamespaceCounts() {
        HostFacts facts = MadeUp.host(
                        HostConfig.UNKNOWN,
                        List.of(MadeUp.process(7, 26, null, "abc", MadeUp.CONTAINER_NS)),
                        MadeUp.namespace(IpcNamespace.INITIAL, FULL),
                        MadeUp.namespace(MadeUp.CONTAINER_NS, Limits.DEFAULTS))
                .withLogs(List.of(Lines.log(NO_ROOM)));
        assertEquals(
                LogExhaustionRule.NOT_NOW,
                only(new LogExhaustionRule().check(facts)).id());
    }

    @Test
    void aFullTableElsewhereExplainsOnlyPerhaps() {
        HostFacts facts = MadeUp.host(
                        HostConfig.UNKNOWN,
                        List.of(),
                        MadeUp.namespace(IpcNamespace.INITIAL, Limits.DEFAULTS),
                        MadeUp.namespace(MadeUp.CONTAINER_NS, FULL))
                .withLogs(List.of(Lines.log(NO_ROOM)));
        assertEquals(
                LogExhaustionRule.ELSEWHERE,
                only(new LogExhaustionRule().check(facts)).id());
    }

    @Test
    void aRemovedSetIsNoExhaustionEvenWhenTheTableIsFull() {
        HostFacts facts = host(FULL, GONE);
        assertEquals(List.of(), new LogExhaustionRule().check(facts));
        Finding finding = only(new LogRemovedRule().check(facts));
        assertTrue(finding.evidence().toString().contains("set 2031674 is not in the tables"), finding.toString());
    }

    @Test
    void logindIsACandidateOnlyWhereItRemoves() {
        assertTrue(removed(new Logind(true, true, "logind.conf:1", true, java.util.Set.of(), null))
                .contains("logind is a candidate"));
        assertTrue(removed(new Logind(true, false, "logind.conf:1", true, java.util.Set.of(), null))
                .contains("hardly the one"));
    }

    @Test
    void aCleanUpAfterAFullTableIsToldAsSuch() {
        Finding finding =
                only(new LogRemovedRule().check(host(Limits.DEFAULTS, NO_ROOM, "", "", "", "", "", "", GONE)));
        assertTrue(finding.evidence().toString().contains("a clean-up with ipcrm may have followed"));
    }

    @Test
    void aMatterOfRightsIsOnlyThat() {
        HostFacts facts = host(FULL, "sem_acquire(): failed to acquire key 0x152b: Permission denied in x.php");
        assertEquals(
                LogPermissionRule.ID, only(new LogPermissionRule().check(facts)).id());
        assertEquals(List.of(), new LogRemovedRule().check(facts));
        assertEquals(List.of(), new LogPermissionRule().check(host(FULL, GONE)));
    }

    @Test
    void aLookAlikeIsTiedToItsOwnLimit() {
        HostFacts facts = MadeUp.host(MadeUp.with(new DevShm(true, "tmpfs", 64L, 64L, 0L, 0L)), List.of())
                .withLogs(List.of(Lines.log("sem_open: No space left on device")));
        Finding finding = only(new LogLookAlikeRule().check(facts));
        assertTrue(finding.evidence().toString().contains("64 of 64 bytes"), finding.toString());
        assertEquals(List.of(), new LogLookAlikeRule().check(host(FULL, NO_ROOM)));
    }

    @Test
    void everyFailureOfALogIsToldByExactlyOneRule() {
        for (List<String> row : Lines.table("field-lines.tsv")) {
            HostFacts facts = host(Limits.DEFAULTS, row.get(1));
            long told = List.of(
                            new LogExhaustionRule(),
                            new LogRemovedRule(),
                            new LogPermissionRule(),
                            new LogLookAlikeRule(),
                            new LogOtherRule())
                    .stream()
                    .mapToLong(rule -> rule.check(facts).size())
                    .sum();
            assertEquals(1, told, row.get(1));
        }
    }

    @Test
    void whatIsAdvisedCanBePasted() {
        Finding finding = only(new LogOtherRule().check(host(FULL, "semget(5432001, 17) failed: File exists")));
        assertFalse(
                finding.remedy().toString().contains("KEY"), finding.remedy().toString());
    }

    private static String removed(Logind logind) {
        HostFacts facts = MadeUp.host(MadeUp.with(logind), List.of()).withLogs(List.of(Lines.log(GONE)));
        return only(new LogRemovedRule().check(facts)).evidence().toString();
    }

    private static HostFacts host(IpcLimits limits, String... log) {
        return MadeUp.host(HostConfig.UNKNOWN, List.of(), MadeUp.namespace(IpcNamespace.INITIAL, limits))
                .withLogs(List.of(Lines.log(log)));
    }

    private static Finding only(List<Finding> findings) {
        assertEquals(1, findings.size(), findings.toString());
        return findings.get(0);
    }
}
