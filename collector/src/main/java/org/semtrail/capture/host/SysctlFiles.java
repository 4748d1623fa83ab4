package org.semtrail.capture.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The sysctl configuration of a host in its real precedence: the folders of sysctl.d(5), and /etc/sysctl.conf, which
 * {@code sysctl --system} of procps reads last and systemd-sysctl(8) not at all unless a link 99-sysctl.conf leads to
 * it.
 */
public final class SysctlFiles {
    public static final String SYSCTL_CONF = "/etc/sysctl.conf";

    private static final List<String> FOLDERS =
            List.of("/etc/sysctl.d", "/run/sysctl.d", "/usr/local/lib/sysctl.d", "/usr/lib/sysctl.d", "/lib/sysctl.d");

    private SysctlFiles() {}

    /** Every line of this host that means to set an IPC limit, in the order of reading. */
    public static Reading<SysctlLine> read(HostRoot host) {
        Reading<String> files = ConfFiles.list(host, FOLDERS);
        List<Unseen> unseen = new ArrayList<>(files.unseen());
        List<SysctlLine> atBoot = new ArrayList<>();
        List<SysctlLine> byHand = new ArrayList<>();
        List<SysctlLine> last = new ArrayList<>();
        for (String file : files.rows()) {
            List<SysctlLine> lines = parse(file, HostFile.read(host.path(file)), unseen);
            atBoot.addAll(lines);
            (isSame(host.path(file), host.path(SYSCTL_CONF)) ? last : byHand).addAll(lines);
        }
        if (last.isEmpty()) {
            last = parse(SYSCTL_CONF, HostFile.read(host.path(SYSCTL_CONF)), unseen);
        }
        byHand.addAll(last);
        return new Reading<>(SysctlPrecedence.settle(atBoot, byHand), unseen);
    }

    /** The lines of files that a person named, loaded one after the other as {@code sysctl -p FILE…} does. */
    public static Reading<SysctlLine> read(List<Path> given) {
        List<Unseen> unseen = new ArrayList<>();
        List<SysctlLine> lines = new ArrayList<>();
        for (Path file : given) {
            HostFile read = Files.isDirectory(file) ? HostFile.read(file) : HostFile.given(file);
            lines.addAll(parse(file.toString(), read, unseen));
            if (read.isAbsent()) {
                read.unseen().ifPresent(unseen::add);
            }
        }
        return new Reading<>(SysctlPrecedence.settle(lines, lines), unseen);
    }

    /**
     * The lines of files of another host, in the order in which that reads them; those that are in none of its folders after
     * those that are. Whether its systemd-sysctl reads /etc/sysctl.conf is not known, and not held against a line.
     *
     * @param texts by the path that the host has for each
     */
    public static List<SysctlLine> of(Map<String, String> texts) {
        Map<String, String> byName = new TreeMap<>();
        for (String folder : FOLDERS) {
            texts.keySet().stream()
                    .filter(path -> path.matches(Pattern.quote(folder) + "/[^/]+\\.conf"))
                    .forEach(path -> byName.putIfAbsent(path.substring(folder.length() + 1), path));
        }
        List<SysctlLine> lines = new ArrayList<>();
        byName.values().forEach(path -> lines.addAll(SysctlText.parse(path, texts.get(path))));
        texts.keySet().stream()
                .filter(path -> FOLDERS.stream().noneMatch(folder -> path.startsWith(folder + "/")))
                .sorted(Comparator.comparing(path -> path.equals(SYSCTL_CONF)))
                .forEach(path -> lines.addAll(SysctlText.parse(path, texts.get(path))));
        return SysctlPrecedence.settle(lines, lines);
    }

    private static List<SysctlLine> parse(String name, HostFile file, List<Unseen> unseen) {
        // Gone between listing and reading, or no /etc/sysctl.conf: nothing is configured there.
        if (!file.isAbsent()) {
            file.unseen().map(u -> new Unseen(name, u.kind(), u.why())).ifPresent(unseen::add);
        }
        return file.text() == null ? List.of() : SysctlText.parse(name, file.text());
    }

    private static boolean isSame(Path a, Path b) {
        try {
            return Files.isSameFile(a, b);
        } catch (IOException e) {
            return false;
        }
    }
}
