package org.semtrail.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * The two streams of a command and whether a person is looking. Results go to {@code out}, all else to {@code err}.
 *
 * @param out results: text or one JSON document
 * @param err progress, warnings, errors
 * @param colour whether text may be coloured: a terminal, and NO_COLOR is not set
 * @param terminal whether a person can answer questions
 */
public record Console(PrintWriter out, PrintWriter err, boolean colour, boolean terminal) {
    /** The console of this process. */
    public static Console ofProcess() {
        // Not System.console(): since JDK 22 it is there without a terminal. The launcher looks.
        boolean terminal = "1".equals(System.getProperty("semtrail.tty"));
        boolean colour = terminal && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
        return new Console(
                new PrintWriter(System.out, false, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                colour,
                terminal);
    }
}
