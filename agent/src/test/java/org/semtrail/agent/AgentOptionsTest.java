package org.semtrail.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AgentOptionsTest {
    @Test
    void nothingGivenMeansTheDefaults() {
        assertEquals(10_000_000, AgentOptions.parse(null).settings.slowNanos);
        assertEquals(10_000_000, AgentOptions.parse("").settings.slowNanos);
    }

    @Test
    void severalOptionsAreSeparatedByCommas() {
        AgentOptions options = AgentOptions.parse("threshold=250us,usage=1m,maxsize=2G,dir=/x,recording=off,maxage=2d");
        assertEquals(250_000, options.settings.slowNanos);
        assertEquals(60, options.settings.usageSeconds);
        assertEquals(2L << 30, options.settings.maxSizeBytes);
        assertEquals("/x", options.settings.directory);
        assertEquals(false, options.settings.recording);
        assertEquals(172_800, options.settings.maxAgeSeconds);
    }

    @Test
    void whatIsNotGivenLaterStaysAsItIs() {
        AgentOptions first = AgentOptions.parse("threshold=1ms,usage=1m,dir=/x");
        AgentOptions second = AgentOptions.parse("timing=all,maxage=2d", first.settings);
        assertEquals(1_000_000, second.settings.slowNanos);
        assertEquals(60, second.settings.usageSeconds);
        assertTrue(second.settings.timesAll);
        assertEquals(List.of("timing=all"), second.changeable);
        assertEquals(List.of("maxage=2d"), second.fixed);
        assertEquals("threshold=1ms,usage=1m,dir=/x,timing=all,maxage=2d", second.settings.options);
    }

    @Test
    void theCommasOfAMappingAreItsOwn() {
        AgentOptions options = AgentOptions.parse("native=a.B#c=semget:key=0,nsems=1,flags=2,threshold=0,native=a.B#d");
        assertEquals(List.of("a.B#c=semget:key=0,nsems=1,flags=2", "a.B#d"), options.mappings);
        assertEquals(0, options.settings.slowNanos);
    }

    @Test
    void anUnknownOptionIsAnsweredWithTheKnownOnes() {
        String message = assertThrows(IllegalArgumentException.class, () -> AgentOptions.parse("treshold=1ms"))
                .getMessage();
        assertTrue(message.contains("treshold=1ms") && message.contains("threshold"), message);
    }

    @Test
    void aBadValueIsNamedWithItsOption() {
        String message = assertThrows(IllegalArgumentException.class, () -> AgentOptions.parse("threshold=fast"))
                .getMessage();
        assertTrue(message.contains("threshold=fast") && message.contains("10ms"), message);
        assertThrows(IllegalArgumentException.class, () -> AgentOptions.parse("recording=maybe"));
        assertThrows(IllegalArgumentException.class, () -> AgentOptions.parse("maxsize=-1"));
        assertThrows(IllegalArgumentException.class, () -> AgentOptions.parse("maxage=5"));
    }

    @Test
    void everyOptionIsInTheHelp() {
        String help = AgentOptions.help();
        for (String option : List.of("recording", "dir", "maxage", "maxsize", "threshold", "usage", "wait", "native")) {
            assertTrue(help.contains("  " + option + " "), option);
        }
    }
}
