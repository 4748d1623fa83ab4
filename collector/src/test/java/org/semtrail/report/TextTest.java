package org.semtrail.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Words for people, and names made harmless. */
class TextTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void namesThatAreHarmlessStayAsTheyAre() {
        for (String name : new String[] {"", "apache2", "Größe", "日本", "a b", "\"'\\$", "😀"}) {
            assertSame(name, Text.safe(name));
        }
    }

    @Test
    void controlCharactersAreEscaped() {
        assertEquals("\\x1b[2Jroot", Text.safe("\u001b[2Jroot"));
        assertEquals("a\\x0d\\x0ab\\x00\\x7f", Text.safe("a\r\nb\0\u007f"));
        assertEquals("\\x9b31m", Text.safe("\u009b31m"), "C1: ESC [ in one character");
        assertEquals("\\x85", Text.safe("\u0085"));
    }

    @Test
    void whatReordersOrHidesTextIsEscaped() {
        assertEquals("a\\u202etxt.exe", Text.safe("a\u202etxt.exe"));
        assertEquals("\\u2066\\u200b\\ufeff", Text.safe("\u2066\u200b\ufeff"));
        assertEquals("a\\u2028b\\u2029", Text.safe("a\u2028b\u2029"));
        assertEquals("\\ue000", Text.safe("\ue000"));
        assertEquals("\\xad", Text.safe("\u00ad"), "a soft hyphen is not seen");
    }

    @Test
    void halvesOfSurrogatePairsAreEscapedAndWholeOnesKept() {
        assertEquals("\\ud83dx", Text.safe("\ud83dx"));
        assertEquals("x\\ude00", Text.safe("x\ude00"));
        assertEquals("\\x1b😀", Text.safe("\u001b😀"));
        assertEquals("\\ue0041", Text.safe("\udb40\udc41"), "a tag character beyond the first plane");
    }

    @Test
    void agesHaveOneUnitRoundedDown() {
        assertEquals("never", Text.age(null, NOW));
        assertEquals("0 seconds ago", Text.age(NOW, NOW));
        assertEquals("1 second ago", Text.age(NOW.minusSeconds(1), NOW));
        assertEquals("119 seconds ago", Text.age(NOW.minusSeconds(119), NOW));
        assertEquals("3 days ago", Text.age(NOW.minus(Duration.ofDays(4).minusSeconds(1)), NOW));
    }

    @Test
    void aTimeAheadOfOurClockIsToldAsSuch() {
        assertEquals("in 2 hours", Text.age(NOW.plusSeconds(7200), NOW));
        assertEquals("1 second ago", Text.age(NOW.plusSeconds(1), NOW), "clocks are read a little apart");
        assertEquals("in 2 seconds", Text.age(NOW.plusSeconds(2), NOW));
    }

    @Test
    void spansChangeTheirUnitWhereTheNextOneIsTwo() {
        assertEquals("119 seconds", Text.span(Duration.ofSeconds(119)));
        assertEquals("2 minutes", Text.span(Duration.ofSeconds(120)));
        assertEquals("119 minutes", Text.span(Duration.ofSeconds(7199)));
        assertEquals("2 hours", Text.span(Duration.ofSeconds(7200)));
        assertEquals("47 hours", Text.span(Duration.ofSeconds(172_799)));
        assertEquals("2 days", Text.span(Duration.ofSeconds(172_800)));
        assertEquals("1 second", Text.span(Duration.ofMillis(1999)));
    }

    @Test
    void bytesHaveBinaryUnits() {
        assertEquals("1023 B", Text.bytes(1023));
        assertEquals("1.0 KiB", Text.bytes(1024));
        assertEquals("1.5 GiB", Text.bytes(3L << 29));
        assertEquals("8.0 EiB", Text.bytes(Long.MAX_VALUE));
    }
}
