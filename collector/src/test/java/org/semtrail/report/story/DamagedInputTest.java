package org.semtrail.report.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semtrail.app.ExitCode;

/** Evidence that was cut, damaged or made up: a report all the same, which says so. Longer with -Dfuzz.seconds=600. */
class DamagedInputTest {
    private static final long SEED = Long.getLong("fuzz.seed", 4711L);

    @TempDir
    private Path temp;

    /** A budget of time, whatever the machine; the inputs come in the same order for each seed. */
    @Test
    void whateverIsReadAReportComesOfIt() throws IOException {
        Random random = new Random(SEED);
        List<Path> good = samples();
        long end = System.nanoTime()
                + Duration.ofSeconds(Integer.getInteger("fuzz.seconds", 12)).toNanos();
        int runs = 0;
        for (; System.nanoTime() < end || runs < good.size(); runs++) {
            Path sample = good.get(runs % good.size());
            Path bad = temp.resolve("input-" + sample.getFileName());
            Files.write(bad, damaged(Files.readAllBytes(sample), random));
            check(bad, "seed " + SEED + ", run " + runs + " of " + sample);
        }
        assertTrue(runs >= good.size(), runs + " runs");
    }

    private List<Path> samples() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of("src/test/resources/story"))) {
            return all.filter(Files::isRegularFile)
                    .filter(p -> !p.getFileName().toString().startsWith("report."))
                    .sorted()
                    .toList();
        }
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> flipped(bytes.clone(), random, 1 + random.nextInt(20));
            case 2 -> flipped(Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length)), random, 200);
            default -> {
                byte[] made = new byte[random.nextInt(20_000)];
                random.nextBytes(made);
                System.arraycopy(bytes, 0, made, 0, Math.min(made.length, Math.min(bytes.length, random.nextInt(600))));
                yield made;
            }
        };
    }

    private static byte[] flipped(byte[] bytes, Random random, int times) {
        for (int i = 0; i < times; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private void check(Path bad, String which) {
        Path output = temp.resolve("report.json");
        ReportRun run = ReportRun.of(output, List.of(bad));
        assertTrue(
                Set.of(ExitCode.OK, ExitCode.FOUND, ExitCode.CANNOT_SEE).contains(run.exit),
                which + ": exit " + run.exit + " " + run.err);
        assertEquals(Set.of(), ReportRun.flaws(run.document), which);
    }
}
