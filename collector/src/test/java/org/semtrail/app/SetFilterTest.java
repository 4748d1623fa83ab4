package org.semtrail.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.semtrail.app.SetFilter.AgeConverter;
import org.semtrail.app.SetFilter.KeyConverter;
import org.semtrail.app.SetFilter.VerdictConverter;
import org.semtrail.correlate.Verdict;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What the values of filters mean, and which are no values. */
class SetFilterTest {
    @Test
    void anAgeIsANumberAndAUnit() {
        AgeConverter age = new AgeConverter();
        assertEquals(Duration.ofSeconds(90), age.convert("90s"));
        assertEquals(Duration.ofMinutes(15), age.convert("15m"));
        assertEquals(Duration.ofHours(2), age.convert("2H"));
        assertEquals(Duration.ofDays(999_999_999), age.convert("999999999d"));
    }

    @Test
    void whatIsNoAgeIsRefusedWithExamples() {
        for (String wrong : List.of("", "90", "s", "-5m", "1.5h", "2w", "1h30m", " 2h", "10000000000s")) {
            assertTrue(refused(new AgeConverter(), wrong).contains("90s, 15m, 2h or 3d"), wrong);
        }
    }

    @Test
    void aKeyIsDecimalOrHexadecimalAndNeverOctal() {
        KeyConverter key = new KeyConverter();
        assertEquals(0x51, key.convert("81"));
        assertEquals(0x51, key.convert("0x51"));
        assertEquals(10, key.convert("010"));
        assertEquals(-10, key.convert("-010"));
        assertEquals(0, key.convert("0"));
        assertEquals(0, key.convert("0x00000000"), "as ipcs prints it");
    }

    @Test
    void aKeyBeyondTheSignBitCanBeGivenInEachForm() {
        KeyConverter key = new KeyConverter();
        assertEquals(0x9a00c0de, key.convert("0x9A00C0DE"));
        assertEquals(0x9a00c0de, key.convert("2583740638"));
        assertEquals(0x9a00c0de, key.convert("-1711226658"), "as /proc/sysvipc/sem prints it");
    }

    @Test
    void whatIsNoKeyOfThirtyTwoBitsIsRefused() {
        for (String wrong : List.of("", "x", "0x", "0x123456789", "4294967296", "-2147483649", "9999999999", "1 2")) {
            assertTrue(refused(new KeyConverter(), wrong).contains("0x0052e2c1"), wrong);
        }
    }

    @Test
    void aVerdictIsOneOfTheFiveByItsName() {
        VerdictConverter verdict = new VerdictConverter();
        for (Verdict each : Verdict.values()) {
            assertEquals(each, verdict.convert(each.label()));
        }
        assertEquals(Verdict.ORPHAN, verdict.convert("Orphan"));
        assertTrue(refused(verdict, "presumed").contains("presumed-orphan"));
        assertTrue(refused(verdict, "IN_USE").contains("in-use"));
    }

    private static String refused(ITypeConverter<?> converter, String value) {
        return assertThrows(TypeConversionException.class, () -> converter.convert(value), value)
                .getMessage();
    }
}
