package org.semtrail.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.semtrail.capture.host.SysctlFiles;
import org.semtrail.capture.host.SysctlLine;
import org.semtrail.capture.offline.LogFile;
import org.semtrail.capture.offline.SysctlConf;
import org.semtrail.correlate.story.Story;
import org.semtrail.correlate.story.Told;

/** What files of sysctl configuration among the inputs set, as their host reads them together. */
final class HostSettings {
    private static final int LONGEST = 1 << 20;
    private static final int MOST = 500;

    private final Map<String, String> texts = new TreeMap<>();

    /** Whether it is such a file. */
    boolean add(String name, Path file) throws IOException {
        String text;
        try (InputStream in = LogFile.open(file)) {
            text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
        }
        boolean is = SysctlConf.is(name, text);
        if (is && texts.size() < MOST) {
            texts.put(SysctlConf.path(name), text);
        }
        return is;
    }

    void addTo(Told told) {
        told.settings = SysctlFiles.of(texts);
        if (told.limits.containsKey("semmni")) {
            return;
        }
        for (SysctlLine line : told.settings) {
            if (line.effect() != SysctlLine.Effect.OVERRIDDEN) {
                suppose(line, told);
            }
        }
    }

    /** What shall be is the best guess at what was, where nothing tells that. */
    private static void suppose(SysctlLine line, Told told) {
        Map<String, Long> limits = SysctlConf.limits(line.key() + " = " + line.value());
        limits.forEach(told.limits::putIfAbsent);
        if (limits.containsKey("semmni")) {
            told.unseen.add(new Story.Gap(
                    "limits that ran",
                    "not told; those that " + line.place() + " sets are taken for them. What ran: sysctl kernel.sem",
                    null,
                    null));
        }
    }
}
