package org.semtrail.capture.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class LogTimesTest {
    private static final Instant WRITTEN = Instant.parse("2026-01-02T00:00:00Z");
    private static final LogTimes KNOWN = new LogTimes(
            ZoneId.of("Europe/Berlin"), true, WRITTEN, new LogTimes.Boot(Instant.parse("2026-01-01T00:00:00Z"), 0));

    private static String at(String text) {
        return KNOWN.parse(text).map(s -> s.at().toString()).orElse("none");
    }

    @Test
    void aZoneInTheTimeIsBelieved() {
        assertEquals("2026-01-01T08:00:00Z", at("2026-01-01T10:00:00+02:00"));
        assertEquals("2026-01-01T10:00:00.125Z", at("2026-01-01 10:00:00.125 UTC"));
        assertEquals("2026-01-01T09:00:00Z", at("10.0.0.1 - - [01/Jan/2026:10:00:00 +0100] \"GET /\""));
    }

    @Test
    void aShortNameOfAZoneIsBelievedWhereItMeansOne() {
        assertEquals("2026-01-01T09:00:00.125Z", at("2026-01-01 10:00:00.125 CET [4211] FATAL: x"));
        assertEquals("2026-07-01T08:00:00Z", at("2026-07-01 10:00:00 CEST [4211] LOG: x"));
        assertEquals("2026-01-01T15:00:00Z", at("Thu Jan  1 10:00:00 EST 2026"));
        assertEquals("2026-01-01T13:00:00Z", at("2026-01-01 10:00:00 -03 [4211] LOG: x"));
        assertEquals("2026-01-01T09:00:00Z", at("2026-01-01 10:00:00 LOG: x"));
        LogTimes chinese = new LogTimes(ZoneId.of("Asia/Shanghai"), true, WRITTEN, null);
        assertEquals(
                "2026-01-01T02:00:00Z",
                chinese.parse("2026-01-01 10:00:00 CST").orElseThrow().at().toString());
        LogTimes.Stamp either = KNOWN.parse("2026-01-01 10:00:00 CST").orElseThrow();
        assertEquals(Duration.ofHours(14).toMillis(), either.uncertainMs());
        assertEquals("zone CST, which is of several; taken as Europe/Berlin", either.how());
    }

    @Test
    void aTimeWithoutZoneIsOfTheZoneThatIsGiven() {
        assertEquals("2026-01-01T09:00:00.123456Z", at("[Thu Jan 01 10:00:00.123456 2026] [core:emerg]"));
        assertEquals("2025-07-01T08:00:00Z", at("2025/07/01 10:00:00 [emerg]"));
    }

    @Test
    void aTimeWithoutYearIsTheLatestBeforeTheLogWasWritten() {
        assertEquals("2025-12-31T22:59:59Z", at("Dec 31 23:59:59 web1 kernel: x"));
        assertEquals("2026-01-01T09:00:00Z", at("Jan  1 10:00:00 web1 kernel: x"));
        assertEquals("2024-02-29T09:00:00Z", at("Feb 29 10:00:00 web1 kernel: x"));
    }

    @Test
    void theKernelCountsFromTheBoot() {
        assertEquals("2026-01-01T00:02:03.456Z", at("[  123.456000] Out of memory: Killed process 7 (java)"));
    }

    @Test
    void anAssumedZoneMakesItUncertainAsFarAsZonesGo() {
        LogTimes assumed = new LogTimes(ZoneId.of("UTC"), false, WRITTEN, null);
        assertEquals(
                Duration.ofHours(14).toMillis(),
                assumed.parse("2025-07-01 10:00:00").orElseThrow().uncertainMs());
        assertEquals(1_000, assumed.parse("2025-07-01T10:00:00Z").orElseThrow().uncertainMs());
    }

    @Test
    void whatIsNoTimeIsNone() {
        assertEquals("none", at("2026-13-41T25:00:00Z"));
        assertEquals("none", at("Foo 31 10:00:00"));
        assertTrue(KNOWN.parse(null).isEmpty());
    }
}
