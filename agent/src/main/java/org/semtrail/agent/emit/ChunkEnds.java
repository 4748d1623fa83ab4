package org.semtrail.agent.emit;

import jdk.jfr.Recording;

/**
 * Ends chunks early where JFR does not flush: since JDK 14 it writes a chunk out every second, before that only when the chunk
 * ends, and a killed JVM would leave nothing. A recording that begins and ends makes one end.
 */
final class ChunkEnds {
    private static final int FLUSHED_SINCE = 14;
    /** A chunk repeats a hundred kilobytes of descriptions. */
    private static final int LEAST_SECONDS = 10;

    private final boolean isNeeded = javaVersion() < FLUSHED_SINCE;
    private long written;
    private long secondsSince;

    /** Called every second. */
    void look(long told) {
        secondsSince++;
        if (isNeeded && told != written && secondsSince >= LEAST_SECONDS) {
            written = told;
            secondsSince = 0;
            try (Recording brief = new Recording()) {
                brief.start();
            }
        }
    }

    private static int javaVersion() {
        String version = System.getProperty("java.specification.version", "");
        return version.startsWith("1.") ? Integer.parseInt(version.substring(2)) : Integer.parseInt(version);
    }
}
