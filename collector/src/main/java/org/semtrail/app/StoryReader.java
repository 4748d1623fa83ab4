package org.semtrail.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.semtrail.capture.host.Unseen;
import org.semtrail.capture.offline.Archive;
import org.semtrail.capture.offline.Foreign;
import org.semtrail.capture.offline.HostText;
import org.semtrail.capture.offline.InputKind;
import org.semtrail.capture.offline.Inputs;
import org.semtrail.capture.offline.LogFile;
import org.semtrail.capture.offline.LogHit;
import org.semtrail.capture.offline.PastedText;
import org.semtrail.capture.offline.Reason;
import org.semtrail.capture.offline.SosPath;
import org.semtrail.capture.offline.Source;
import org.semtrail.correlate.story.StoryBuilder;
import org.semtrail.correlate.story.Told;

/** Reads what was given, each file as what it is; what cannot be read is a source with the reason. */
final class StoryReader {
    /** Bytes that archives may unpack to, all of them and those in them together. */
    private static final long MOST_UNPACKED = 8L << 30;

    /** So long is what a host tells of itself: /proc/stat with many processors is the longest. */
    private static final int MOST_WORDS = 1 << 20;

    /** What is longer was not pasted. */
    private static final long MOST_PASTED = 4 << 20;

    private static final int FEW_WORDS = 64 << 10;

    private final Told told;
    private final Path scratch;
    private final Hosts hosts;
    private final RecordingSources recordings;
    private final TextSources texts;
    private final Map<String, Source> contents = new HashMap<>();
    private final List<Given> words = new ArrayList<>();
    private int number;
    private long mayUnpack = MOST_UNPACKED;

    /** @param zone of times that name none, and whether that is known */
    StoryReader(StoryBuilder builder, Told told, Path scratch, ZoneId zone, boolean zoneKnown) {
        this.told = told;
        this.scratch = scratch;
        this.recordings = new RecordingSources(builder, told, scratch);
        this.hosts = new Hosts(zone, zoneKnown);
        this.texts = new TextSources(told, hosts, builder.asked());
    }

    /** Failures that logs tell. */
    List<LogHit> hits() {
        return texts.hits();
    }

    void read(Inputs inputs, Progress progress) {
        inputs.unseen().forEach(told::gap);
        inputs.zones().forEach((name, zone) -> hosts.of(name).add(zone, Instant.EPOCH));
        inputs.files().forEach(i -> word(i.file(), i.name()));
        inputs.files().forEach(i -> recordings.announce(i.file()));
        for (Inputs.Input input : inputs.files()) {
            progress.step();
            read(input.file(), input.name(), input.flaw());
        }
        progress.done();
        texts.end();
        hosts.addTo(told);
        words.forEach(w -> told.sources.add(w.as("s" + ++number, InputKind.HOST).source(Source.Status.READ, null)));
    }

    /** What tells of the host is read first: its zone is that of its logs. */
    private void word(Path file, String name) {
        try (InputStream in = Files.newInputStream(file)) {
            if (SosPath.isHostname(name)) {
                String word = new String(in.readNBytes(MOST_WORDS), StandardCharsets.UTF_8).strip();
                hosts.of(name).add(Map.of(HostText.HOSTNAME, word), Instant.EPOCH);
            } else if (SosPath.isFact(name)
                    || (Files.size(file) <= FEW_WORDS && InputKind.of(file) == InputKind.HOST)) {
                String text = new String(in.readNBytes(MOST_WORDS), StandardCharsets.UTF_8);
                hosts.of(name)
                        .add(
                                HostText.read(text),
                                Files.getLastModifiedTime(file).toInstant());
            }
        } catch (IOException e) {
            // It is told where it is read.
        }
    }

    /** @param flaw what of it is not in the file; null for nothing */
    private void read(Path file, String name, String flaw) {
        String id = "s" + ++number;
        Given given = Given.unknown(id, file, name);
        try {
            given = Given.of(id, file, name);
            if (given.kind() == InputKind.HOST || SosPath.isHostname(name) || SosPath.isFact(name)) {
                words.add(given);
                number--;
                return;
            }
            Source source = once(given);
            told.sources.add(flaw == null ? source : source.flawed(flaw));
        } catch (IOException | RuntimeException e) {
            told.sources.add(given.unreadable(Reason.of(e)));
        } catch (OutOfMemoryError | StackOverflowError tooMuch) {
            told.sources.add(given.unreadable("it is more than the memory there is can hold"));
        }
    }

    /** The same lines twice are not twice as many failures. */
    private Source once(Given given) throws IOException {
        Source first = contents.get(given.print().content());
        if (first != null) {
            return given.source(
                    first.from(),
                    first.to(),
                    first.clock(),
                    first.uncertainMs(),
                    first.status(),
                    "the same as " + first.path() + " (" + first.id() + "), read once"
                            + (first.why() == null ? "" : ": " + first.why()));
        }
        Source source = read(given);
        if (given.kind() != InputKind.EMPTY) {
            contents.putIfAbsent(given.print().content(), source);
        }
        return source;
    }

    private Source read(Given given) throws IOException {
        return switch (given.kind()) {
            case RECORDING -> recordings.read(given);
            case SYSVIPC, IPCS, SYSCTL, SEMTRAIL -> texts.table(given);
            case PROCESSES -> texts.processes(given);
            case PASTED -> given.bytes() > MOST_PASTED ? texts.log(given) : pasted(given);
            case LOG -> texts.log(given);
            case HOST -> throw new IllegalStateException("it is told last");
            case EMPTY -> empty(given);
            case ARCHIVE -> archive(given);
            case BINARY -> given.unreadable(Foreign.why(given.file()));
        };
    }

    /** Each part is a source of its own, after the whole. */
    private Source pasted(Given given) throws IOException {
        List<String> lines;
        try (InputStream in = LogFile.open(given.file())) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        PastedText text = PastedText.of(lines);
        for (PastedText.Part part : text.parts()) {
            Path file = Files.writeString(Files.createTempFile(scratch, "part-", ""), part.text());
            Files.setLastModifiedTime(file, FileTime.from(given.written()));
            read(file, given.name() + ", pasted " + part.name(), null);
            Files.delete(file);
        }
        return given.source(
                text.repeated() == 0 ? Source.Status.READ : Source.Status.PARTLY,
                text.repeated() == 0
                        ? null
                        : "tables that came again further down, of which the last is read: " + text.repeated());
    }

    /** The agent makes it at its begin; a JVM that lives, or was killed, has told all in the files beside it. */
    private static Source empty(Given given) {
        if (given.name().endsWith("exit.jfr")) {
            return given.source(Source.Status.READ, "empty, as long as its JVM has not ended by itself");
        }
        // "ipcs -s -p" of every host.
        return given.bytes() > 0
                ? given.source(Source.Status.READ, "blank lines, nothing else")
                : given.unreadable("nothing is in it");
    }

    /** Each member is a source of its own, after the archive. */
    private Source archive(Given given) throws IOException {
        Path folder = Files.createTempDirectory(scratch, "archive-");
        Archive archive = Archive.read(given.file(), folder, Archive.Bounds.USUAL.within(mayUnpack));
        mayUnpack = Math.max(0, mayUnpack - archive.unpacked());
        archive.unseen().forEach(told::gap);
        archive.zones().forEach((n, zone) -> hosts.of(given.name() + "!" + n).add(zone, Instant.EPOCH));
        archive.members().forEach(m -> word(m.file(), given.name() + "!" + m.name()));
        archive.members().forEach(m -> recordings.announce(m.file()));
        for (Archive.Member member : archive.members()) {
            readMember(member, given.name() + "!" + member.name());
            Files.deleteIfExists(member.file());
        }
        Files.deleteIfExists(folder);
        String why = archive.unseen().stream()
                .filter(u -> u.kind() != Unseen.Kind.ABSENT)
                .map(Unseen::why)
                .collect(Collectors.joining("; "));
        if (why.isEmpty() && archive.members().isEmpty()) {
            return given.unreadable("nothing in it is a recording or text that tells of semaphores");
        }
        Source.Status status = why.isEmpty()
                ? Source.Status.READ
                : archive.members().isEmpty() ? Source.Status.UNREADABLE : Source.Status.PARTLY;
        return given.source(status, why.isEmpty() ? null : why);
    }

    /** An archive in an archive is not opened: there is an end to what is looked into. */
    private void readMember(Archive.Member member, String name) throws IOException {
        boolean nested = InputKind.of(member.file()) == InputKind.ARCHIVE && name.indexOf('!') != name.lastIndexOf('!');
        if (nested) {
            told.gap(Unseen.failed(name, "an archive in an archive in an archive"));
        } else {
            read(member.file(), name, null);
        }
    }
}
