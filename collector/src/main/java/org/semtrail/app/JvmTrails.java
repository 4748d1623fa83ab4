package org.semtrail.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.semtrail.capture.host.Unseen;
import org.semtrail.capture.jfr.RecordingReader;
import org.semtrail.capture.jfr.Recordings;
import org.semtrail.capture.jfr.Sought;
import org.semtrail.correlate.HostFacts;

/** The recordings of JVMs that a command needs: read once, however often the host is looked at. */
final class JvmTrails {
    private static final Path SCRATCH = Path.of(System.getProperty("java.io.tmpdir"));

    private final Context context;
    private final RecordingOptions options;
    private Recordings read;

    JvmTrails(Context context, RecordingOptions options) {
        this.context = context;
        this.options = options;
    }

    HostFacts addTo(HostFacts facts) {
        if (read == null) {
            read = read(facts);
        }
        return facts.withRecordings(read);
    }

    private Recordings read(HostFacts facts) {
        for (Path given : options.given()) {
            if (!Files.exists(given)) {
                throw Stop.badInput("--recordings: no such file or folder: " + given);
            }
        }
        if (options.given().isEmpty() && !options.findOthers()) {
            return Recordings.NONE;
        }
        try {
            return new RecordingReader(
                            context.host(),
                            context.state(),
                            SCRATCH,
                            context.kernel().get(),
                            RecordingReader.Bounds.USUAL)
                    .read(sought(facts), options.given(), options.findOthers());
        } catch (IOException e) {
            if (!options.given().isEmpty()) {
                throw Stop.badInput("--recordings: " + e.getMessage());
            }
            return new Recordings(List.of(), List.of(Unseen.failed("recordings", e.toString())));
        } catch (NoClassDefFoundError e) {
            return new Recordings(
                    List.of(),
                    List.of(Unseen.absent(
                            "recordings", "this Java has no module jdk.jfr, so those of JVMs cannot be read")));
        }
    }

    private Sought sought(HostFacts facts) {
        Set<Long> uids = facts.sets()
                .flatMap(s -> Stream.of(s.sem().uid(), s.sem().cuid()))
                .collect(Collectors.toSet());
        long[] times = facts.sets()
                .filter(options::isAbout)
                .mapToLong(s -> s.sem().ctime())
                .toArray();
        return new Sought(facts.processes(), facts.allListed(), uids, times);
    }
}
