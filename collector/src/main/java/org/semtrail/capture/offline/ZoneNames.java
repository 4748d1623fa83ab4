package org.semtrail.capture.offline;

import static java.util.Map.entry;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the short names of zones mean that date(1) and PostgreSQL write beside times. Some are of several zones: those mean
 * something only where the log's zone is known and has that name at that time.
 */
final class ZoneNames {
    /** Of one meaning on hosts as they are. */
    private static final Map<String, String> OFFSETS = Map.ofEntries(
            entry("Z", "Z"),
            entry("UTC", "Z"),
            entry("GMT", "Z"),
            entry("WET", "Z"),
            entry("WEST", "+1"),
            entry("CET", "+1"),
            entry("CEST", "+2"),
            entry("MEZ", "+1"),
            entry("MESZ", "+2"),
            entry("EET", "+2"),
            entry("EEST", "+3"),
            entry("SAST", "+2"),
            entry("MSK", "+3"),
            entry("HKT", "+8"),
            entry("AWST", "+8"),
            entry("JST", "+9"),
            entry("KST", "+9"),
            entry("AEST", "+10"),
            entry("AEDT", "+11"),
            entry("NZST", "+12"),
            entry("NZDT", "+13"),
            entry("EST", "-5"),
            entry("EDT", "-4"),
            entry("CDT", "-5"),
            entry("MST", "-7"),
            entry("MDT", "-6"),
            entry("PST", "-8"),
            entry("PDT", "-7"));

    /** China and Chicago; Britain and Bangladesh; Halifax and Arabia; India, Ireland and Israel. */
    private static final String AMBIGUOUS = "CST|BST|AST|IST";

    /** Each of them as a whole word, for a pattern. */
    static final String WORDS = "(?:" + String.join("|", OFFSETS.keySet()) + "|" + AMBIGUOUS + ")\\b";

    private ZoneNames() {}

    /** Empty where the name can mean several, and the zone that times are taken in is none of them. */
    static Optional<ZoneOffset> offset(String name, LocalDateTime local, ZoneId zone) {
        String here = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(local.atZone(zone));
        return here.equals(name)
                ? Optional.of(zone.getRules().getOffset(local))
                : Optional.ofNullable(OFFSETS.get(name)).map(ZoneOffset::of);
    }
}
