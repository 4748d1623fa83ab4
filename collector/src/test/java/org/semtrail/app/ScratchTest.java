package org.semtrail.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScratchTest {
    private static Path filled(Scratch scratch) throws IOException {
        Path archive = Files.createDirectories(scratch.folder().resolve("archive-1/archive-2"));
        return Files.writeString(archive.resolve("member-0"), "left");
    }

    @Test
    void whatAnArchiveLeftGoesWithItsFolders() throws IOException {
        Path folder;
        try (Scratch scratch = new Scratch()) {
            folder = scratch.folder();
            filled(scratch);
        }
        assertFalse(Files.exists(folder));
    }

    /** Ends only when it is told to. */
    static final class Waiting {
        public static void main(String[] args) throws IOException {
            System.out.println(filled(new Scratch()));
            while (System.in.read() >= 0) {
                // Until then.
            }
        }
    }

    @Test
    void itGoesAlsoWhereTheProgramIsTerminated() throws IOException, InterruptedException {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Waiting.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Path left = Path.of(
                new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8)).readLine());
        assertTrue(Files.exists(left));
        program.destroy();
        assertTrue(program.waitFor(30, TimeUnit.SECONDS));
        assertFalse(Files.exists(left.getParent().getParent().getParent()), "" + left);
    }
}
