package org.semtrail.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Each kind of failure has its one fate. */
class CliTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Command(name = "semtrail")
    private static final class Root {}

    @Command(name = "try", mixinStandardHelpOptions = true)
    private static final class Try implements Callable<Integer> {
        private final Callable<Integer> what;

        @Option(names = "--number")
        private int number;

        Try(Callable<Integer> what) {
            this.what = what;
        }

        @Override
        public Integer call() throws Exception {
            return what.call() + number;
        }
    }

    @Test
    void aCommandsOwnCodeIsTheExitCode() {
        assertEquals(ExitCode.FOUND, run(() -> ExitCode.FOUND, "try"));
        assertEquals("", err.toString());
    }

    @Test
    void aWrongCommandLineIsUsageInTwoLines() {
        for (String[] wrong :
                new String[][] {{"try", "--no-such"}, {"try", "--number", "x"}, {"try", "extra"}, {"tri"}}) {
            assertEquals(2, run(() -> 0, wrong), wrong[wrong.length - 1]);
            assertTrue(err.toString().startsWith("semtrail: "), err.toString());
            assertEquals(2, err.toString().lines().count(), err.toString());
            assertTrue(err.toString().contains("--help'."), err.toString());
        }
        assertEquals("", out.toString());
    }

    @Test
    void badInputIsItsMessageAlone() {
        int exit = run(
                () -> {
                    throw Stop.badInput("no such set: 7");
                },
                "try");
        assertEquals(3, exit);
        assertEquals("semtrail: no such set: 7", err.toString().strip());
    }

    @Test
    void whatTheHostCannotSayIsItsMessageAlone() {
        int exit = run(
                () -> {
                    throw Stop.cannotSee("no table");
                },
                "try");
        assertEquals(4, exit);
        assertEquals("semtrail: no table", err.toString().strip());
    }

    @Test
    void ourBugHasItsStackTrace() {
        int exit = run(
                () -> {
                    throw new IllegalStateException("boom");
                },
                "try");
        assertEquals(70, exit);
        assertTrue(err.toString().contains("this is a bug of semtrail"), err.toString());
        assertTrue(err.toString().contains("IllegalStateException: boom"), err.toString());
        assertTrue(err.toString().contains("at org.semtrail.app.CliTest"), err.toString());
    }

    @Test
    void helpGoesToStdoutAndIsNoFailure() {
        assertEquals(0, run(() -> 9, "try", "--help"));
        assertTrue(out.toString().startsWith("Usage: semtrail try"), out.toString());
        assertFalse(out.toString().contains("\u001b"), "no colours without a terminal");
    }

    private int run(Callable<Integer> what, String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), false, false);
        return Cli.run(new Root(), List.of(new Try(what)), console, args);
    }
}
