package org.semtrail.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.semtrail.correlate.story.Told;

/** What single words in a tree of sos tell of the host: its name, its boot, its kernel. */
final class HostWords {
    private static final int LONGEST = 300;

    private final Told told;

    HostWords(Told told) {
        this.told = told;
    }

    /** Whether it was one of these and could be read. */
    boolean read(String fact, Path file) {
        String word;
        try (InputStream in = Files.newInputStream(file)) {
            word = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return false;
        }
        return add(fact, word);
    }

    /** Whether it is one of these, and can be. */
    boolean add(String fact, String word) {
        switch (fact) {
            case "hostname" -> told.hostName = word;
            case "boot-id" -> {
                if (!word.matches("[0-9a-f-]{36}")) {
                    return false;
                }
                told.bootId = word;
            }
            case "kernel" -> {
                String[] words = word.split(" ");
                told.kernel = words.length > 2 ? words[2] : word;
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
