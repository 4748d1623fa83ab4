package org.semtrail.app;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.semtrail.capture.host.Unseen;
import org.semtrail.capture.jfr.JvmEvent;
import org.semtrail.capture.jfr.JvmEvent.AgentStatus;
import org.semtrail.capture.jfr.RecordingPass;
import org.semtrail.capture.offline.Source;
import org.semtrail.correlate.story.StoryBuilder;
import org.semtrail.correlate.story.Told;

/** Reads recordings for a report, each chunk once, wherever it was found. */
final class RecordingSources {
    private static final String SILENT =
            "semtrail's agent says nothing in it: its JVM had none, or ended before it could";

    private final StoryBuilder builder;
    private final Told told;
    private final RecordingPass pass;

    RecordingSources(StoryBuilder builder, Told told, Path scratch) {
        this.builder = builder;
        this.told = told;
        this.pass = new RecordingPass(scratch);
    }

    /** Notes what a file has that will be read. */
    void announce(Path file) {
        pass.announce(file);
    }

    /** What of it could not be read is told, too. */
    Source read(Given given) {
        builder.from(given.id());
        Span span = new Span(builder, Path.of(given.name().replace('\0', '?')));
        List<Unseen> flaws = new ArrayList<>(pass.read(given.file(), span));
        if (flaws.isEmpty() && !span.agentSpoke) {
            flaws.add(Unseen.failed(given.name(), SILENT));
        }
        // What is read from another file is seen.
        boolean whole = flaws.stream().allMatch(f -> f.kind() == Unseen.Kind.ABSENT);
        flaws.stream().filter(f -> f.kind() != Unseen.Kind.ABSENT).forEach(told::gap);
        String why = flaws.stream().map(Unseen::why).distinct().collect(Collectors.joining("; "));
        return given.source(
                span.first,
                span.last,
                "the clock of the JVM's host, UTC",
                1,
                whole ? Source.Status.READ : span.first == null ? Source.Status.UNREADABLE : Source.Status.PARTLY,
                why.isEmpty() ? null : why);
    }

    /** Also notes from when to when a recording is, and calls it what it is called where it was packed. */
    private static final class Span implements RecordingPass.Listener {
        private final RecordingPass.Listener to;
        private final Path name;
        private Instant first;
        private Instant last;
        private boolean agentSpoke;

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
            agentSpoke |= jvm != null || outcome.events() > 0;
            to.ended(named(part), jvm, outcome);
        }
    }
}
