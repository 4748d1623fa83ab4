package org.semtrail.report.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evidence that was cut, damaged or made up: a report all the same, which says so. Longer with -Dfuzz.seconds=600. */
class DamagedInputTest {
    private static final String MEMORY = "-Xmx192m";
    private static final long PATIENCE_SECONDS = 180;

    @TempDir
    private Path temp;

    /** A budget of time, whatever the machine; the inputs come in the same order for each seed. */
    @Test
    void whateverIsReadAReportComesOfItInTimeAndInLittleMemory() throws IOException, InterruptedException {
        long seconds = Long.getLong("fuzz.seconds", 20);
        long seed = Long.getLong("fuzz.seed", 4711L);
        Path said = temp.resolve("said");
        Process fuzz = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        MEMORY,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Fuzz.class.getName(),
                        temp.toString(),
                        "" + seed,
                        ""
                                + Duration.ofSeconds(seconds).toMillis()
                                        / Samples.all().size())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean ended = fuzz.waitFor(seconds + PATIENCE_SECONDS, TimeUnit.SECONDS);
        fuzz.destroyForcibly().waitFor();
        String text = Files.readString(said, StandardCharsets.UTF_8);
        assertTrue(ended, "it hangs: " + text);
        assertEquals(0, fuzz.exitValue(), text);
        assertEquals(
                Samples.all().size(),
                text.lines().filter(l -> l.matches(".*: \\d+")).count(),
                text);
    }
}
