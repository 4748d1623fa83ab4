package org.semtrail.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.semtrail.capture.host.HostConfig;
import org.semtrail.capture.jfr.JvmEvent.AgentStatus;
import org.semtrail.capture.offline.Inputs;
import org.semtrail.capture.offline.LogHit;
import org.semtrail.capture.offline.Source;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.story.Asked;
import org.semtrail.correlate.story.JvmLine;
import org.semtrail.correlate.story.Story;
import org.semtrail.correlate.story.StoryBuilder;
import org.semtrail.correlate.story.StoryEnd;
import org.semtrail.correlate.story.Told;
import org.semtrail.diagnose.story.StoryFinding;
import org.semtrail.diagnose.story.StoryRules;

/** Makes the story of a report: of files alone, or of this host. */
final class ReportMaker {
    private final Context context;
    private final RecordingOptions recordings;
    private final Asked asked;
    private final ZoneId zone;
    private final boolean zoneKnown;

    ReportMaker(Context context, RecordingOptions recordings, Asked asked, ZoneId zone, boolean zoneKnown) {
        this.context = context;
        this.recordings = recordings;
        this.asked = asked;
        this.zone = zone;
        this.zoneKnown = zoneKnown;
    }

    /** What was made; what is not known of the host is null. */
    record Made(
            Story story,
            List<StoryFinding> findings,
            boolean anythingRead,
            String host,
            String bootId,
            String kernel,
            Instant booted) {}

    /** @param given files, folders and pipes; with them the recordings that are named by their option */
    Made of(List<Path> given, InputStream stdin) throws IOException {
        Told told = new Told();
        StoryBuilder builder = new StoryBuilder(asked, JvmLine.Home::of);
        List<LogHit> hits;
        try (Scratch scratch = new Scratch()) {
            Inputs inputs = inputs(given, scratch, stdin);
            StoryReader reader = new StoryReader(builder, told, scratch.folder(), zone, zoneKnown);
            reader.read(
                    inputs,
                    new Progress(
                            context.console(), "reading file", inputs.files().size()));
            hits = reader.hits();
        }
        Story story = StoryEnd.of(builder, told);
        boolean read = story.sources().stream().anyMatch(s -> s.status() != Source.Status.UNREADABLE);
        return new Made(
                story,
                StoryRules.check(story, ofFiles(context, hits)),
                read,
                told.hostName,
                bootId(told, story),
                told.kernel,
                told.booted == null ? null : Instant.ofEpochMilli(told.booted));
    }

    private Inputs inputs(List<Path> given, Scratch scratch, InputStream stdin) {
        if (context.console().terminal()
                && given.stream().anyMatch(Inputs::isStdin)
                && context.console().canAsk()) {
            context.console().err().println("Reading what is typed; Ctrl-D ends it.");
        }
        try {
            return Inputs.of(
                    Stream.concat(given.stream(), recordings.given().stream()).toList(), scratch.folder(), stdin);
        } catch (IOException e) {
            throw Stop.badInput("" + e.getMessage());
        }
    }

    /** What a rule of doctor can know without a host: the lines of its logs. */
    static HostFacts ofFiles(Context context, List<LogHit> hits) {
        return new HostFacts(
                context.now(),
                -1,
                List.of(),
                List.of(),
                false,
                context.names(),
                List.of(),
                HostConfig.UNKNOWN,
                hits,
                List.of());
    }

    /** Only where all JVMs tell the same. */
    private static String bootId(Told told, Story story) {
        if (told.bootId != null) {
            return told.bootId;
        }
        List<String> ids = story.jvms().stream()
                .map(JvmLine::status)
                .filter(Objects::nonNull)
                .map(AgentStatus::bootId)
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
        return ids.size() == 1 ? ids.get(0) : null;
    }

    Made live() {
        return new LiveReport(context, recordings, asked).make();
    }
}
