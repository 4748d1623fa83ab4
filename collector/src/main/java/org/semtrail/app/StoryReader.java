package org.semtrail.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.semtrail.capture.host.Amount;
import org.semtrail.capture.host.Unseen;
import org.semtrail.capture.jfr.JvmEvent;
import org.semtrail.capture.jfr.JvmEvent.AgentStatus;
import org.semtrail.capture.jfr.RecordingPass;
import org.semtrail.capture.offline.Archive;
import org.semtrail.capture.offline.InputKind;
import org.semtrail.capture.offline.Inputs;
import org.semtrail.capture.offline.LogFile;
import org.semtrail.capture.offline.LogHit;
import org.semtrail.capture.offline.LogScan;
import org.semtrail.capture.offline.LogScanner;
import org.semtrail.capture.offline.LogTimes;
import org.semtrail.capture.offline.ProcessTexts;
import org.semtrail.capture.offline.SosPath;
import org.semtrail.capture.offline.Source;
import org.semtrail.capture.offline.TableReader;
import org.semtrail.capture.offline.TableText;
import org.semtrail.correlate.story.StoryBuilder;
import org.semtrail.correlate.story.Told;
import org.semtrail.diagnose.story.LogMarks;

/** Reads what was given, each file as what it is; what cannot be read is a source with the reason. */
final class StoryReader {
    private static final long TAKEN_UNCERTAIN_MS = 60_000;

    /** Bytes that archives may unpack to, all of them and those in them together. */
    private static final long MOST_UNPACKED = 8L << 30;

    private final StoryBuilder builder;
    private final Told told;
    private final Path scratch;
    private final ZoneId zone;
    private final boolean zoneKnown;
    private final ProcessTexts processes = new ProcessTexts();
    private final TableMerge tables = new TableMerge();
    private final List<LogHit> hits = new ArrayList<>();
    private final HostWords host;
    private int number;
    private long mayUnpack = MOST_UNPACKED;

    /** @param zone of times that name none, and whether that is known */
    StoryReader(StoryBuilder builder, Told told, Path scratch, ZoneId zone, boolean zoneKnown) {
        this.builder = builder;
        this.told = told;
        this.scratch = scratch;
        this.zone = zone;
        this.zoneKnown = zoneKnown;
        this.host = new HostWords(told);
    }

    /** Failures that logs tell. */
    List<LogHit> hits() {
        return List.copyOf(hits);
    }

    void read(Inputs inputs) {
        inputs.unseen().forEach(told::gap);
        for (Path file : inputs.files()) {
            read(file, file.toString());
        }
        tables.addTo(told);
        told.listed.addAll(processes.rows());
    }

    private void read(Path file, String name) {
        if (SosPath.fact(name).isPresent() && host.read(SosPath.fact(name).get(), file)) {
            return;
        }
        String id = "s" + ++number;
        long bytes = 0;
        InputKind kind = InputKind.BINARY;
        try {
            bytes = Files.size(file);
            kind = InputKind.of(file);
            told.sources.add(read(id, file, name, kind, bytes));
        } catch (IOException | RuntimeException e) {
            told.sources.add(unreadable(id, file, name, kind, bytes, "" + e.getMessage()));
        } catch (OutOfMemoryError | StackOverflowError tooMuch) {
            told.sources.add(unreadable(id, file, name, kind, bytes, "it is more than the memory there is can hold"));
        }
    }

    private Source read(String id, Path file, String name, InputKind kind, long bytes) throws IOException {
        return switch (kind) {
            case RECORDING -> recording(id, file, name, bytes);
            case SYSVIPC, IPCS, SYSCTL, SEMTRAIL -> table(id, file, name, kind, bytes);
            case PROCESSES -> processes(id, file, name, bytes);
            case LOG -> log(id, file, name, bytes);
            case EMPTY -> unreadable(id, file, name, kind, bytes, "nothing is in it");
            case ARCHIVE -> archive(id, file, name, bytes);
            case BINARY -> unreadable(id, file, name, kind, bytes, "neither a recording nor text that is known here");
        };
    }

    /** Each member is a source of its own, after the archive. */
    private Source archive(String id, Path file, String name, long bytes) throws IOException {
        Path folder = Files.createTempDirectory(scratch, "archive-");
        Archive archive = Archive.read(file, folder, Archive.Bounds.USUAL.within(mayUnpack));
        mayUnpack = Math.max(0, mayUnpack - archive.unpacked());
        archive.unseen().forEach(told::gap);
        for (Archive.Member member : archive.members()) {
            readMember(member, name + "!" + member.name());
            Files.deleteIfExists(member.file());
        }
        Files.deleteIfExists(folder);
        String why = archive.unseen().stream()
                .filter(u -> u.kind() != Unseen.Kind.ABSENT)
                .map(Unseen::why)
                .collect(Collectors.joining("; "));
        Source.Status status = why.isEmpty()
                ? Source.Status.READ
                : archive.members().isEmpty() ? Source.Status.UNREADABLE : Source.Status.PARTLY;
        return new Source(
                id,
                name,
                InputKind.ARCHIVE.words(),
                Inputs.sha256(file),
                bytes,
                null,
                null,
                null,
                0,
                status,
                why.isEmpty() ? null : why);
    }

    /** An archive in an archive is not opened: there is an end to what is looked into. */
    private void readMember(Archive.Member member, String name) throws IOException {
        boolean nested = InputKind.of(member.file()) == InputKind.ARCHIVE && name.indexOf('!') != name.lastIndexOf('!');
        if (nested) {
            told.gap(Unseen.failed(name, "an archive in an archive in an archive"));
        } else {
            read(member.file(), name);
        }
    }

    private static Source unreadable(String id, Path file, String name, InputKind kind, long bytes, String why) {
        return new Source(
                id, name, kind.words(), Inputs.sha256(file), bytes, null, null, null, 0, Source.Status.UNREADABLE, why);
    }

    /** Also notes from when to when a recording is, and calls it what it is called where it was packed. */
    private static final class Span implements RecordingPass.Listener {
        private final RecordingPass.Listener to;
        private final Path name;
        private Instant first;
        private Instant last;

        Span(RecordingPass.Listener to, Path name) {
            this.to = to;
            this.name = name;
        }

        private RecordingPass.Part named(RecordingPass.Part p) {
            return new RecordingPass.Part(
                    name, p.from(), p.to(), p.bytes(), p.open(), p.startTicks(), p.ticksPerSecond());
        }

        @Override
        public void event(RecordingPass.Part part, AgentStatus jvm, JvmEvent event) {
            to.event(named(part), jvm, event);
        }

        @Override
        public void ended(RecordingPass.Part part, AgentStatus jvm, RecordingPass.Outcome outcome) {
            first = first == null || part.from().isBefore(first) ? part.from() : first;
            last = last == null || part.to().isAfter(last) ? part.to() : last;
            to.ended(named(part), jvm, outcome);
        }
    }

    private Source recording(String id, Path file, String name, long bytes) {
        builder.from(id);
        Span span = new Span(builder, Path.of(name.replace('\0', '?')));
        List<Unseen> flaws = pass().read(file, span);
        flaws.forEach(told::gap);
        String why = flaws.isEmpty() ? null : flaws.stream().map(Unseen::why).collect(Collectors.joining("; "));
        return new Source(
                id,
                name,
                InputKind.RECORDING.words(),
                Inputs.sha256(file),
                bytes,
                span.first,
                span.last,
                "the clock of the JVM's host, UTC",
                1,
                why == null ? Source.Status.READ : span.first == null ? Source.Status.UNREADABLE : Source.Status.PARTLY,
                why);
    }

    private RecordingPass pass;

    /** One for all: it knows a chunk that was read before. */
    private RecordingPass pass() {
        pass = pass == null ? new RecordingPass(scratch) : pass;
        return pass;
    }

    private Source table(String id, Path file, String name, InputKind kind, long bytes) throws IOException {
        Instant written = Files.getLastModifiedTime(file).toInstant();
        TableText text;
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(LogFile.open(file), StandardCharsets.UTF_8))) {
            text = TableReader.read(kind, in, new LogTimes(zone, zoneKnown, written, null));
        }
        text.words().forEach(host::add);
        tables.add(id, text, text.at() == null ? written : text.at());
        String why = text.torn() == 0 ? null : Amount.of(text.torn(), "line") + " could not be understood";
        return new Source(
                id,
                name,
                kind.words(),
                Inputs.sha256(file),
                bytes,
                null,
                null,
                taken(text, written),
                Math.max(
                        TAKEN_UNCERTAIN_MS,
                        text.vaguest() == null ? 0 : text.vaguest().uncertainMs()),
                why == null ? Source.Status.READ : Source.Status.PARTLY,
                why);
    }

    private Source processes(String id, Path file, String name, long bytes) throws IOException {
        Instant written = Files.getLastModifiedTime(file).toInstant();
        int torn;
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(LogFile.open(file), StandardCharsets.UTF_8))) {
            torn = processes.add(in, new LogTimes(zone, zoneKnown, written, null));
        }
        return new Source(
                id,
                name,
                InputKind.PROCESSES.words(),
                Inputs.sha256(file),
                bytes,
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

    private Source log(String id, Path file, String name, long bytes) throws IOException {
        Instant written = Files.getLastModifiedTime(file).toInstant();
        LogTimes times =
                new LogTimes(zone, zoneKnown, written, told.booted == null ? null : Instant.ofEpochMilli(told.booted));
        LogScan scan;
        LogMarks marks = new LogMarks(id, times, builder.asked());
        try (InputStream in = LogFile.open(file)) {
            scan = LogScanner.scan(name, in, marks::isAskedFor);
        }
        try (InputStream in = LogFile.open(file)) {
            marks.scan(in);
        }
        hits.addAll(scan.hits());
        scan.hits().forEach(marks::failure);
        scan.unseen().forEach(told::gap);
        told.marks.addAll(marks.all());
        told.unseen.addAll(marks.clockSteps(name));
        String why = scan.unseen().isEmpty()
                ? null
                : scan.unseen().stream().map(Unseen::why).collect(Collectors.joining("; "));
        return new Source(
                id,
                name,
                InputKind.LOG.words(),
                Inputs.sha256(file),
                bytes,
                marks.first(),
                marks.last(),
                marks.clock(),
                marks.uncertainMs(),
                why == null ? Source.Status.READ : Source.Status.PARTLY,
                why);
    }
}
