package org.semtrail.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The text form of the semaphore table, as captured and as torn. */
class SysvSemProcTest {
    private static final long NS = 4026532000L;

    @TempDir
    private Path root;

    @Test
    void aKeyBeyondTheSignBitIsTheSameThirtyTwoBits() throws IOException {
        assertEquals(0x9a00c0de, read("sem").rows().get(0).key());
    }

    @Test
    void permissionsAreOctalAndIdsUnsigned() throws IOException {
        SysvSem given = read("sem").rows().get(1);
        assertEquals(0666, given.mode());
        assertEquals(33, given.uid());
        assertEquals(4_294_967_294L, given.gid());
        assertEquals(0, given.cuid());
        assertEquals(0, given.cgid());
        assertEquals(1, given.nsems());
        assertEquals(0, given.otime());
        assertEquals(NS, given.ipcNs());
    }

    @Test
    void valuesThatTheFileDoesNotTellAreUnknownAndNotZero() throws IOException {
        read("sem").rows().forEach(row -> assertNull(row.sems()));
    }

    @Test
    void aTornLineIsToldAndTheWholeOnesAreKept() throws IOException {
        Reading<SysvSem> table = read("sem-torn");
        assertEquals(List.of(0, 2), table.rows().stream().map(SysvSem::semid).toList());
        assertEquals(Unseen.Kind.FAILED, table.unseen().get(0).kind());
        assertEquals("2", table.unseen().get(0).why().split(" ")[0]);
    }

    @Test
    void aTableWithItsHeaderAloneIsEmptyAndNothingIsUnseen() {
        assertEquals(Reading.of(List.of()), SysvSemProc.parse("       key      semid perms\n", NS));
    }

    @Test
    void aKernelWithoutTheTableIsToldAsAbsent() {
        Reading<SysvSem> none = SysvSemProc.read(new HostRoot(root), NS);
        assertEquals(Unseen.Kind.ABSENT, none.unseen().get(0).kind());
    }

    private Reading<SysvSem> read(String fixture) throws IOException {
        Files.createDirectories(root.resolve("proc/sysvipc"));
        try (var in = SysvSemProcTest.class.getResourceAsStream("/host/sysvipc/" + fixture)) {
            Files.copy(in, root.resolve("proc/sysvipc/sem"));
        }
        return SysvSemProc.read(new HostRoot(root), NS);
    }
}
