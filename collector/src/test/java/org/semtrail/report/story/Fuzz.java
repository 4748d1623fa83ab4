package org.semtrail.report.story;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.semtrail.app.ExitCode;
import org.semtrail.report.page.HtmlPage;

/**
 * {@code Fuzz FOLDER SEED MILLIS}: reports of damaged input, so long for each kind, in a JVM that has little memory. Tells a
 * line for each kind; ends with 1 at the first input of which no right report comes, and leaves that in the folder.
 */
final class Fuzz {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Path folder;

    private Fuzz(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws IOException {
        Fuzz fuzz = new Fuzz(Path.of(args[0]));
        long seed = Long.parseLong(args[1]);
        for (Samples.Sample sample : Samples.all()) {
            System.out.println(
                    sample.kind() + ": " + fuzz.runs(sample, seed, Duration.ofMillis(Long.parseLong(args[2]))));
        }
        // A reader that the JDK leaves hanging must not keep this JVM.
        System.exit(0);
    }

    private int runs(Samples.Sample sample, long seed, Duration budget) throws IOException {
        Random random = new Random(seed);
        long end = System.nanoTime() + budget.toNanos();
        int runs = 0;
        for (; runs < Damage.ALL.size() || System.nanoTime() < end; runs++) {
            Damage damage = Damage.ALL.get(runs % Damage.ALL.size());
            Path bad = folder.resolve("input");
            Files.write(bad, sample.packed().of(damage.to(sample.good(), random)));
            try {
                check(bad);
            } catch (IOException | RuntimeException | Error wrong) {
                System.out.println(sample.kind() + ", seed " + seed + ", run " + runs + ": " + wrong);
                wrong.printStackTrace();
                System.exit(1);
            }
        }
        return runs;
    }

    private void check(Path bad) throws IOException {
        long begin = System.nanoTime();
        ReportRun run = ReportRun.of(folder.resolve("report.json"), List.of(bad));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        if (!Set.of(ExitCode.OK, ExitCode.FOUND, ExitCode.CANNOT_SEE).contains(run.exit)) {
            throw new IllegalStateException("exit " + run.exit + " " + run.err);
        }
        if (!ReportRun.flaws(run.document).isEmpty()) {
            throw new IllegalStateException("" + ReportRun.flaws(run.document));
        }
        if (took.compareTo(LONGEST) > 0) {
            throw new IllegalStateException("it took " + took);
        }
        HtmlPage.write(run.document, new StringWriter());
    }
}
