package org.semtrail.capture.host;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A captured /proc, laid out under a folder: {@code host/proc/host.tree}, which the script beside it captured. */
final class CapturedTree {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;
    private final Map<String, Integer> pids = new HashMap<>();

    private CapturedTree(Path root) {
        this.root = root;
    }

    static CapturedTree at(Path root) throws IOException {
        CapturedTree tree = new CapturedTree(root);
        try (InputStream in = CapturedTree.class.getResourceAsStream("/host/proc/host.tree")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                tree.add(line);
            }
        }
        return tree;
    }

    private void add(String line) throws IOException {
        if (line.matches("# \\d+: .*")) {
            pids.put(line.replaceFirst("# \\d+: ", ""), Integer.valueOf(line.substring(2, line.indexOf(':'))));
        } else if (line.contains(" = \"")) {
            String[] file = line.split(" = ", 2);
            put(file[0], JSON.readValue(file[1], String.class));
        } else if (line.contains(" -> ")) {
            String[] link = line.split(" -> ", 2);
            // JUnit warns when it deletes a link to a file that exists.
            link(link[0], link[0].endsWith("/exe") ? "/captured" + link[1] : link[1]);
        }
    }

    HostRoot host() {
        return new HostRoot(root);
    }

    /** By the name that the capture gave it. */
    int pid(String name) {
        return pids.get(name);
    }

    Path proc(int pid) {
        return host().proc(Integer.toString(pid));
    }

    /** A character for each byte. */
    void put(String path, String content) throws IOException {
        Path file = host().path(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
    }

    void link(String path, String target) throws IOException {
        Path link = host().path(path);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of(target));
    }
}
