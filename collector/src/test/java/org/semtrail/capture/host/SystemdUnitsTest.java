package org.semtrail.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.capture.host.SystemdUnits.UnitStart;

/** What the answer of {@code systemctl show} says about the last start of units. */
class SystemdUnitsTest {
    private static final String APACHE = """
            KillMode=mixed
            SendSIGKILL=yes
            Id=apache2.service
            InactiveExitTimestamp=Mon 2026-11-23 09:15:07 UTC
            InactiveExitTimestampMonotonic=5123456
            """;

    @TempDir
    private Path root;

    @Test
    void aUnitHasItsStartByBothClocks() {
        assertEquals(
                Map.of("apache2.service", new UnitStart(Instant.parse("2026-11-23T09:15:07Z"), 5_123_456, true)),
                SystemdUnits.parse(APACHE));
    }

    @Test
    void unitsAreApartByAnEmptyLine() {
        assertEquals(
                2,
                SystemdUnits.parse(APACHE + "\n" + APACHE.replace("apache2", "nginx"))
                        .size());
    }

    @Test
    void aUnitThatNeverStartedHasNoStart() {
        assertNull(parsed("Mon 2026-11-23 09:15:07 UTC", "").start());
    }

    @Test
    void aTimeThatIsNotOfUtcIsNotTakenForOne() {
        assertNull(parsed("09:15:07 UTC", "09:15:07 CET").start());
    }

    @Test
    void onlyAStopThatEndsEveryProcessIsClean() {
        assertTrue(parsed("KillMode=mixed", "KillMode=control-group").clean());
        assertFalse(parsed("KillMode=mixed", "KillMode=process").clean());
        assertFalse(parsed("KillMode=mixed", "KillMode=none").clean());
        assertFalse(parsed("KillMode=mixed\n", "").clean());
        assertFalse(parsed("SendSIGKILL=yes", "SendSIGKILL=no").clean());
    }

    @Test
    void whatIsNoAnswerIsNoUnit() {
        assertEquals(Map.of(), SystemdUnits.parse(""));
        assertEquals(Map.of(), SystemdUnits.parse("Failed to connect to bus\n\nKillMode=mixed\n"));
    }

    @Test
    void systemdIsAskedOnceForAUnitThatItKnows() throws IOException {
        Files.createDirectories(root.resolve("run/systemd/system"));
        List<List<String>> asked = new ArrayList<>();
        SystemdUnits units = new SystemdUnits(new HostRoot(root), names -> {
            asked.add(names);
            return APACHE;
        });
        units.starts(List.of("apache2.service", "apache2.service"));
        assertTrue(units.starts(List.of("apache2.service")).containsKey("apache2.service"));
        assertEquals(List.of(List.of("apache2.service")), asked);
    }

    @Test
    void aHostWithoutSystemdIsNotAsked() {
        SystemdUnits units = new SystemdUnits(new HostRoot(root), names -> APACHE);
        assertEquals(Map.of(), units.starts(List.of("apache2.service")));
    }

    private static UnitStart parsed(String part, String instead) {
        return SystemdUnits.parse(APACHE.replace(part, instead)).get("apache2.service");
    }
}
