package org.semtrail.scenario;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What a program said and how it ended; exit -1 if it had to be ended. */
record Output(List<String> command, int exit, String out, String err) {
    private static final int SECONDS = 120;

    static Output of(List<String> command) {
        return ofDialogue(command, null, () -> "");
    }

    /** Waits for a question on stderr, asks for the answer and passes it on. */
    static Output ofDialogue(List<String> command, String question, Supplier<String> answer) {
        try {
            Path out = Files.createTempFile("scenario", ".out");
            Path err = Files.createTempFile("scenario", ".err");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectInput(Redirect.PIPE)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                try (BufferedWriter in = process.outputWriter()) {
                    if (question != null && isAsked(process, err, question)) {
                        in.write(answer.get());
                        in.newLine();
                    }
                }
                return ended(process, command, out, err);
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean isAsked(Process process, Path err, String question)
            throws IOException, InterruptedException {
        while (!text(err).contains(question)) {
            if (process.waitFor(10, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    private static Output ended(Process process, List<String> command, Path out, Path err)
            throws IOException, InterruptedException {
        boolean byItself = process.waitFor(SECONDS, TimeUnit.SECONDS);
        if (!byItself) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        return new Output(
                command,
                byItself ? process.exitValue() : -1,
                text(out),
                byItself ? text(err) : text(err) + "\nstill running after " + SECONDS + " s");
    }

    /** Command lines of other processes may hold any bytes. */
    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
