package org.semtrail.app;

import java.nio.file.Path;
import java.util.List;
import org.semtrail.correlate.SetFacts;
import picocli.CommandLine.Option;

/** Which recordings of JVMs a command reads. */
final class RecordingOptions {
    @Option(
            names = "--recordings",
            paramLabel = "PATH",
            description = "Also read these recordings of JVMs: a *.jfr file, the folder of a JVM, or a folder of such"
                    + " folders. May be given several times.")
    private List<Path> given = List.of();

    @Option(names = "--no-recordings", description = "Do not look for the recordings of this host's JVMs.")
    private boolean none;

    private Integer semid;

    /** What the command is about: parts of recordings that may tell who made this set are read first. */
    RecordingOptions about(int id) {
        semid = id;
        return this;
    }

    boolean isAbout(SetFacts set) {
        return semid == null || set.sem().semid() == semid;
    }

    List<Path> given() {
        return given;
    }

    boolean findOthers() {
        return !none;
    }
}
