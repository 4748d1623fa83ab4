package org.semtrail.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.semtrail.capture.offline.LogFile;
import org.semtrail.capture.offline.LogScan;
import org.semtrail.capture.offline.LogScanner;
import org.semtrail.report.Text;

/** Reads the logs that a command line names; one that cannot be read ends the command. */
final class Logs {
    private final InputStream stdin;

    Logs(InputStream stdin) {
        this.stdin = stdin;
    }

    /** One scan for each name, in their order; - is stdin, at most once. */
    List<LogScan> read(List<String> names) {
        if (names.stream().filter("-"::equals).count() > 1) {
            throw Stop.badInput("stdin can be read once: give - once");
        }
        List<LogScan> scans = new ArrayList<>();
        for (String name : names) {
            try (InputStream in = open(name)) {
                scans.add(LogScanner.scan(name.equals("-") ? "stdin" : name, in));
            } catch (IOException | InvalidPathException e) {
                throw Stop.badInput(Text.safe(e.getMessage()));
            }
        }
        return scans;
    }

    private InputStream open(String name) throws IOException {
        return name.equals("-") ? LogFile.plain(stdin, "stdin") : LogFile.open(Path.of(name));
    }
}
