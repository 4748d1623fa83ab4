package org.semtrail.agent.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A JVM that runs; closing it ends it. */
public final class Running implements AutoCloseable {
    private static final long LONGEST_SECONDS = 120;

    private final List<String> command;
    private final Process process;
    private final Path folder;

    Running(List<String> command, Process process, Path folder) {
        this.command = command;
        this.process = process;
        this.folder = folder;
    }

    /** Closes its stdin and waits for its end. */
    public Run end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(command + " still runs; " + out() + err());
        }
        return new Run(process.exitValue(), out(), err(), recordings());
    }

    /** As the OOM killer does it: unshare has become the JVM by exec. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public long pid() {
        return process.pid();
    }

    public Path recordings() {
        return folder.resolve("jvm");
    }

    public String out() throws IOException {
        return Files.readString(folder.resolve("out"));
    }

    public String err() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    /** Until it has printed a text. */
    public void awaitOut(String text) throws InterruptedException {
        await(text + " on stdout", () -> contains("out", text));
    }

    public void awaitErr(String text) throws InterruptedException {
        await(text + " on stderr", () -> contains("err", text));
    }

    private boolean contains(String file, String text) {
        try {
            return Files.readString(folder.resolve(file)).contains(text);
        } catch (IOException e) {
            return false;
        }
    }

    public void await(String what, BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("no " + what + " from " + command);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
