package org.semtrail.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.semtrail.capture.host.Amount;
import org.semtrail.capture.host.Unseen;
import org.semtrail.capture.offline.InputKind;
import org.semtrail.capture.offline.LogFile;
import org.semtrail.capture.offline.LogHit;
import org.semtrail.capture.offline.LogScan;
import org.semtrail.capture.offline.LogScanner;
import org.semtrail.capture.offline.LogTimes;
import org.semtrail.capture.offline.ProcessTexts;
import org.semtrail.capture.offline.Source;
import org.semtrail.capture.offline.TableReader;
import org.semtrail.capture.offline.TableText;
import org.semtrail.correlate.story.Asked;
import org.semtrail.correlate.story.Told;
import org.semtrail.diagnose.story.AfterEffects;
import org.semtrail.diagnose.story.LogMarks;

/** Reads texts for a report: tables and limits, lists of processes, logs; each with the times that it has put on one line. */
final class TextSources {
    private static final long TAKEN_UNCERTAIN_MS = 60_000;

    private final Told told;
    private final Hosts hosts;
    private final Asked asked;
    private final ProcessTexts processes = new ProcessTexts();
    private final TableMerge tables = new TableMerge();
    private final HostSettings settings = new HostSettings();
    private final List<LogHit> hits = new ArrayList<>();

    TextSources(Told told, Hosts hosts, Asked asked) {
        this.told = told;
        this.hosts = hosts;
        this.asked = asked;
    }

    /** Failures that logs tell. */
    List<LogHit> hits() {
        return List.copyOf(hits);
    }

    /** Tells what several texts tell together. */
    void end() {
        tables.addTo(told);
        settings.addTo(told);
        told.listed.addAll(processes.rows());
    }

    Source table(Given given) throws IOException {
        if (given.kind() == InputKind.SYSCTL && settings.add(given.name(), given.file())) {
            return given.source(Source.Status.READ, null);
        }
        Instant written = given.written();
        TableText text;
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(LogFile.open(given.file()), StandardCharsets.UTF_8))) {
            text = TableReader.read(given.kind(), in, hosts.times(given.name(), written));
        }
        hosts.of(given.name()).add(text.words(), written);
        tables.add(given.id(), text, text.at() == null ? written : text.at());
        String why = text.torn() == 0 ? null : Amount.of(text.torn(), "line") + " could not be understood";
        return given.source(
                null,
                null,
                taken(text, written),
                Math.max(
                        TAKEN_UNCERTAIN_MS,
                        text.vaguest() == null ? 0 : text.vaguest().uncertainMs()),
                why == null ? Source.Status.READ : Source.Status.PARTLY,
                why);
    }

    Source processes(Given given) throws IOException {
        Instant written = given.written();
        int torn;
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(LogFile.open(given.file()), StandardCharsets.UTF_8))) {
            torn = processes.add(in, hosts.times(given.name(), written));
        }
        return given.source(
                null,
                null,
                "taken at about the time of the file: " + written,
                TAKEN_UNCERTAIN_MS,
                torn == 0 ? Source.Status.READ : Source.Status.PARTLY,
                torn == 0 ? null : Amount.of(torn, "line") + " could not be understood");
    }

    private static String taken(TableText text, Instant written) {
        return (text.at() == null
                        ? "taken at about the time of the file: " + written.truncatedTo(ChronoUnit.SECONDS)
                        : "taken at " + text.at())
                + (text.vaguest() == null
                        ? ""
                        : "; its times have " + text.vaguest().how());
    }

    Source log(Given given) throws IOException {
        Instant written = given.written();
        LogTimes times = hosts.times(given.name(), written);
        LogScan scan;
        LogMarks marks = new LogMarks(given.id(), times, asked);
        try (InputStream in = LogFile.open(given.file())) {
            scan = LogScanner.scan(given.name(), in, marks::isAskedFor);
        }
        try (InputStream in = LogFile.open(given.file())) {
            marks.scan(in);
        }
        List<LogHit> failures = AfterEffects.leftOut(scan.hits());
        hits.addAll(failures);
        failures.forEach(marks::failure);
        scan.unseen().forEach(told::gap);
        told.marks.addAll(marks.all());
        told.unseen.addAll(marks.clockSteps(given.name()));
        String why = scan.unseen().isEmpty()
                ? null
                : scan.unseen().stream().map(Unseen::why).collect(Collectors.joining("; "));
        return given.source(
                marks.first(),
                marks.last(),
                marks.clock(),
                marks.uncertainMs(),
                why == null ? Source.Status.READ : Source.Status.PARTLY,
                why);
    }
}
