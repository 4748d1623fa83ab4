package org.semtrail.capture.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the drop-in files of a configuration, in the order in which they count: sorted by name across folders; a name
 * in an earlier folder hides the same name in a later one; a link to /dev/null or an empty file hides and says nothing.
 * See "Configuration directories and precedence" in sysctl.d(5) and logind.conf(5).
 */
final class ConfFiles {
    private ConfFiles() {}

    /** The absolute paths of the files that count, as the host names them; the last one wins. */
    static Reading<String> list(HostRoot host, List<String> folders) {
        Map<String, String> byName = new TreeMap<>();
        List<Unseen> unseen = new ArrayList<>();
        for (String folder : folders) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(host.path(folder), "*.conf")) {
                for (Path file : files) {
                    String name = file.getFileName().toString();
                    byName.putIfAbsent(name, folder + "/" + name);
                }
            } catch (IOException e) {
                Unseen why = HostFile.unseen(folder, e);
                if (why.kind() != Unseen.Kind.ABSENT) {
                    unseen.add(why);
                }
            }
        }
        byName.values().removeIf(path -> isMasked(host.path(path)));
        return new Reading<>(List.copyOf(byName.values()), unseen);
    }

    private static boolean isMasked(Path file) {
        try {
            return Files.isSymbolicLink(file)
                    && Files.readSymbolicLink(file).toString().equals("/dev/null");
        } catch (IOException e) {
            return false;
        }
    }
}
