package org.semtrail.capture.offline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.host.Errno;

class LogScannerTest {
    private static final String GONE = "[Tue Mar 06 06:10:44.791307 2018] [mpm_prefork:emerg] [pid %d] "
            + "(43)Identifier removed: AH00144: couldn't grab the accept mutex";

    @Test
    void countsRepetitionsWithTheirFirstAndLastLine() {
        LogScan scan = Lines.log(
                "nothing",
                GONE.formatted(601),
                "in between",
                GONE.formatted(599).replace("06:10:44", "06:10:46"));

        LogHit hit = only(scan);
        assertEquals(List.of(2L, 4L, 2L), List.of(hit.line(), hit.lastLine(), hit.count()));
        assertEquals("Tue Mar 06 06:10:44.791307 2018", hit.time());
        assertEquals("Tue Mar 06 06:10:46.791307 2018", hit.lastTime());
        assertEquals(599L, hit.pid());
        assertEquals("accept", hit.object());
        assertEquals(4, scan.lines());
    }

    @Test
    void keepsTheLinesThatBelongToAMessageWithIt() {
        LogHit hit = only(Lines.log(
                "FATAL:  could not create semaphores: No space left on device",
                "DETAIL:  Failed system call was semget(5432001, 17, 03600).",
                "HINT:  This error does *not* mean that you have run out of disk space.  It occurs when"));

        assertEquals("postgres-create", hit.signature().id());
        assertEquals("5432001", hit.object());
        assertEquals(2, hit.details().size());
    }

    @Test
    void learnsTheErrorFromTheLinesThatFollow() {
        LogHit hit = only(Lines.log(
                "ORA-27154: post/wait create failed",
                "ORA-27300: OS system dependent operation:semget failed with status: 28",
                "ORA-27301: OS failure message: No space left on device",
                "ORA-27302: failure occurred at: sskgpcreates"));
        assertEquals(Errno.ENOSPC, hit.errno());

        assertEquals(
                Errno.ENOSPC,
                only(Lines.log(
                                "    sl = self._semlock = _multiprocessing.SemLock(",
                                "OSError: [Errno 28] No space left on device"))
                        .errno());
    }

    @Test
    void takesNoErrorFromFarBelow() {
        LogHit hit = only(Lines.log(
                "AH00023: Couldn't create the x mutex", "1", "2", "3", "4", "5", "cp: No space left on device"));
        assertNull(hit.errno());
    }

    @Test
    void aTracebackWithoutItsErrorIsNoFailure() {
        assertEquals(
                List.of(),
                Lines.log("    sl = _multiprocessing.SemLock(", "KeyboardInterrupt")
                        .hits());
    }

    @Test
    void uwsgisSecondLineIsAnAfterEffectOfItsFirst() {
        LogHit hit = only(Lines.log(
                "uwsgi_lock_ipcsem_init()/semget(): No space left on device [core/lock.c line 519]",
                "uwsgi_ipcsem_clear()/semctl(): Invalid argument [core/lock.c line 631]"));
        assertEquals(Errno.ENOSPC, hit.errno());
    }

    @Test
    void tellsObjectsApart() {
        LogScan scan = Lines.log(
                "(28)No space left on device: AH00023: Couldn't create the ssl-cache mutex",
                "(28)No space left on device: AH00023: Couldn't create the proxy mutex");
        assertEquals(
                List.of("ssl-cache", "proxy"),
                scan.hits().stream().map(LogHit::object).toList());
    }

    @Test
    void findsAMessageInTheMiddleOfALineOfTenMegabytes() {
        String log = "x".repeat(5_000_000) + " semget: No space left on device " + "y".repeat(5_000_000) + "\n"
                + GONE.formatted(1);
        LogScan scan = Lines.log(log);

        assertEquals(List.of(1L, 2L), scan.hits().stream().map(LogHit::line).toList());
        assertTrue(scan.hits().get(0).excerpt().length() < 400);
        assertEquals(2, scan.lines());
    }

    @Test
    void findsAMessageAcrossTheBorderOfTwoPieces() {
        for (int before = LogLines.PIECE - 40; before < LogLines.PIECE + 5; before++) {
            LogHit hit = only(Lines.log("x".repeat(before) + " semget: No space left on device"));
            assertEquals(1, hit.count(), "after " + before);
        }
    }

    @Test
    void aHostileLineCostsABoundedTimeAndSaysSo() {
        String log = "semget semop mutex create ".repeat(400_000);
        LogScan scan = Lines.log(log);
        assertEquals(
                List.of("lines longer than 256 KiB were read in part"),
                scan.unseen().stream().map(u -> u.why()).toList());
    }

    @Test
    void readsThroughBinaryJunk() {
        byte[] junk = new byte[300_000];
        new Random(7).nextBytes(junk);
        byte[] message = ("\n\0\0\u001b[2Jsemget: No space left on device \u001b]0;pwned\u0007\n").getBytes(UTF_8);
        byte[] log = java.util.Arrays.copyOf(junk, junk.length + message.length);
        System.arraycopy(message, 0, log, junk.length, message.length);

        assertEquals(1, Lines.log(log).hits().size());
    }

    @Test
    void halfACharacterDoesNotHideAMessage() {
        byte[] log = "\u00c3 semop: Identifier removed \u00e2\u0082".getBytes(ISO_8859_1);
        assertEquals(Errno.EIDRM, only(Lines.log(log)).errno());
    }

    @Test
    void manyObjectsAreBoundedAndStillCounted() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            log.append("sem_get(): failed for key 0x")
                    .append(Integer.toHexString(0x10000 + i))
                    .append(": No space left on device\n");
        }
        LogScan scan = Lines.log(log.toString());
        assertEquals(201, scan.hits().size());
        assertEquals(5_000, scan.hits().stream().mapToLong(LogHit::count).sum());
    }

    @Test
    void anEmptyLogTellsNothing() {
        assertEquals(new LogScan("test.log", 0, List.of(), List.of()), Lines.log(""));
    }

    private static LogHit only(LogScan scan) {
        assertEquals(1, scan.hits().size(), () -> scan.hits().toString());
        return scan.hits().get(0);
    }
}
