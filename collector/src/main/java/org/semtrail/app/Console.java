package org.semtrail.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Scanner;

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
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        // Not System.out, which keeps to itself why it could not write.
        Stdout out = new Stdout(new FileOutputStream(FileDescriptor.out), err);
        return new Console(new PrintWriter(out, false, StandardCharsets.UTF_8), err, colour, terminal);
    }

    /** Whether a person can answer: stdin is a terminal, as the launcher saw. */
    public boolean canAsk() {
        return "1".equals(System.getProperty("semtrail.stdin.tty"));
    }

    /** Reads one line; only "y" and "yes" are a yes. */
    public boolean answeredYes() {
        Scanner in = new Scanner(System.in, StandardCharsets.UTF_8);
        return in.hasNextLine()
                && in.nextLine().strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }
}
