package org.semtrail.capture.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@link Logind}: logind.conf, its drop-ins in systemd's precedence, and whether the daemon runs. */
public final class LogindReader {
    /** The first of these that exists is the main file; drop-ins of all folders count more. */
    private static final List<String> FOLDERS =
            List.of("/etc/systemd", "/run/systemd", "/usr/local/lib/systemd", "/usr/lib/systemd", "/lib/systemd");

    private static final Pattern ASSIGNMENT = Pattern.compile("RemoveIPC\\s*=\\s*(\\S+)");

    /** The file that systemd installs lists its compiled-in defaults as comments. */
    private static final Pattern DEFAULT = Pattern.compile("#\\s*RemoveIPC=(\\S+)");

    private final HostRoot host;
    private final List<Unseen> unseen = new ArrayList<>();
    private Boolean removeIpc;
    private String source;
    private boolean isConfigured;

    private LogindReader(HostRoot host) {
        this.host = host;
    }

    /** One row. */
    public static Reading<Logind> read(HostRoot host) {
        return new LogindReader(host).read();
    }

    private Reading<Logind> read() {
        FOLDERS.stream()
                .map(folder -> folder + "/logind.conf")
                .filter(file -> Files.exists(host.path(file)))
                .findFirst()
                .ifPresent(this::take);
        Reading<String> dropIns = ConfFiles.list(
                host, FOLDERS.stream().map(f -> f + "/logind.conf.d").toList());
        unseen.addAll(dropIns.unseen());
        dropIns.rows().forEach(this::take);
        return new Reading<>(List.of(logind(daemon())), unseen);
    }

    /** Lets one file change what is known so far; only its [Login] section counts. */
    private void take(String name) {
        HostFile file = HostFile.read(host.path(name));
        file.unseen().map(u -> new Unseen(name, u.kind(), u.why())).ifPresent(unseen::add);
        String section = "";
        String[] lines = file.text() == null ? new String[0] : file.text().split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (line.startsWith("[")) {
                section = line;
            } else if (section.equals("[Login]")) {
                takeLine(name + ":" + (i + 1), line);
            }
        }
    }

    private void takeLine(String place, String line) {
        Matcher assignment = ASSIGNMENT.matcher(line);
        Matcher comment = DEFAULT.matcher(line);
        if (assignment.matches()) {
            // A value that is no boolean is ignored by logind, and by us.
            bool(assignment.group(1)).ifPresent(value -> set(value, place, true));
        } else if (comment.matches() && !isConfigured) {
            bool(comment.group(1)).ifPresent(value -> set(value, place, false));
        }
    }

    private void set(boolean value, String place, boolean configured) {
        removeIpc = value;
        source = place;
        isConfigured = configured;
    }

    private static Optional<Boolean> bool(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "1", "yes", "y", "true", "t", "on" -> Optional.of(true);
            case "0", "no", "n", "false", "f", "off" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** A file for each user, named like the user; who may not read the folder sees nobody linger, and warns too often. */
    private Set<String> lingering() {
        Set<String> names = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(host.path("/var/lib/systemd/linger"))) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        } catch (IOException nobody) {
            return names;
        }
        return names;
    }

    private Logind logind(Path daemon) {
        long ipcNs = daemon == null ? 0 : ProcFile.namespace(daemon.resolve("ns/ipc"));
        return new Logind(daemon != null, removeIpc, source, isConfigured, lingering(), ipcNs > 0 ? ipcNs : null);
    }

    /** The directory of the daemon in /proc; null where none was seen. */
    private Path daemon() {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(host.path("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                // The kernel cuts a name to 15 characters: "systemd-logind" has 14.
                if ("systemd-logind\n"
                                .equals(HostFile.read(process.resolve("comm")).text())
                        && isOfThisHost(process)) {
                    return process;
                }
            }
        } catch (IOException e) {
            unseen.add(HostFile.unseen("processes, for systemd-logind", e));
        }
        return null;
    }

    /** That of a container has a number in the container's PID namespace, too; its configuration is not what we read. */
    private static boolean isOfThisHost(Path process) {
        String status = HostFile.read(process.resolve("status")).text();
        return status == null || ProcStatus.line(status, "NSpid").split("\\s+").length == 1;
    }
}
