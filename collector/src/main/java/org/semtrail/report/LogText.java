package org.semtrail.report;

import java.io.PrintWriter;
import java.util.List;
import org.semtrail.capture.offline.LogHit;
import org.semtrail.capture.offline.LogScan;

/** One line for each log that was read: a log in which nothing was found must not be taken for one not looked at. */
public final class LogText {
    private final PrintWriter out;

    public LogText(PrintWriter out) {
        this.out = out;
    }

    public void print(List<LogScan> scans) {
        for (LogScan scan : scans) {
            long failures = scan.hits().stream().mapToLong(LogHit::count).sum();
            out.println("Log " + Text.safe(scan.source()) + ": " + Text.plural(scan.lines(), "line") + ", "
                    + (failures == 0
                            ? "nothing about semaphores or what is mistaken for them."
                            : Text.plural(failures, "failure") + ", see below."));
        }
    }
}
