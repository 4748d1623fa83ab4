package org.semtrail.capture.host;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the lines of one sysctl configuration text: sysctl.d(5), sysctl.conf(5). */
final class SysctlText {
    /** Keys that bound IPC, and those that people make up for the fields of kernel.sem. */
    private static final Pattern IPC_KEY =
            Pattern.compile("kernel\\.(sem|sem(msl|mns|opm|mni|mnu|ume|vmx|aem)|shm(max|all|mni|min|seg)"
                    + "|msg(max|mnb|mni|pool|tql|seg))|fs\\.mqueue\\.queues_max");

    private SysctlText() {}

    /** The lines that mean to set an IPC limit, in order. */
    static List<SysctlLine> parse(String file, String text) {
        List<SysctlLine> lines = new ArrayList<>();
        // Not String.lines(): a lone carriage return ends no line for the loaders.
        String[] raw = text.split("\n", -1);
        for (int i = 0; i < raw.length; i++) {
            String line = raw[i].strip();
            if (!line.isEmpty() && line.charAt(0) != '#' && line.charAt(0) != ';') {
                addIpc(lines, file, i + 1, line);
            }
        }
        return lines;
    }

    private static void addIpc(List<SysctlLine> lines, String file, int number, String line) {
        int equals = line.indexOf('=');
        boolean hasMinus = line.charAt(0) == '-';
        if (equals < 0 && hasMinus) {
            // "-key" without a value only takes the key out of patterns.
            return;
        }
        String left = equals < 0 ? line.split("[\\s:]", 2)[0] : line.substring(0, equals);
        String key = dotted((hasMinus ? left.substring(1) : left).strip());
        if (isIpc(key)) {
            String value = equals < 0 ? null : cut(line.substring(equals + 1).strip());
            lines.add(new SysctlLine(file, number, key, value, SysctlLine.Effect.EFFECTIVE, null));
        }
    }

    /** sysctl.conf(5): "the maximum supported length of value is 4096 characters". */
    private static String cut(String value) {
        return value.length() > 4096 ? value.substring(0, 4096) : value;
    }

    /** The first separator decides: after a slash, slashes separate; after a dot, dots do, and the two change places. */
    private static String dotted(String key) {
        int slash = key.indexOf('/');
        int dot = key.indexOf('.');
        return slash >= 0 && (dot < 0 || slash < dot) ? key.replace('/', '.') : key;
    }

    private static boolean isIpc(String key) {
        return isPattern(key)
                ? Arrays.stream(IpcSysctl.values()).anyMatch(s -> matches(key, s.key))
                : IPC_KEY.matcher(visible(key)).matches();
    }

    /** A byte order mark or a no-break space, copied from a web page, makes a key that no kernel knows. */
    static String visible(String key) {
        return key.replaceAll("[^\\x21-\\x7e]", "");
    }

    static boolean isPattern(String key) {
        return key.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
    }

    /** Whether a key or a pattern, glob(7), stands for a key of the kernel. */
    static boolean matches(String keyOrPattern, String key) {
        if (!isPattern(keyOrPattern) || keyOrPattern.length() > 200) {
            return keyOrPattern.equals(key);
        }
        try {
            String glob = keyOrPattern.replace("{", "\\{").replace('.', '/');
            return FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(Path.of(key.replace('.', '/')));
        } catch (PatternSyntaxException | InvalidPathException torn) {
            return false;
        }
    }
}
