package org.semtrail.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** The shaded jar in a place where any user may read it, with a class-data archive, for it is started often. */
record Semtrail(Path jar, Path archive) {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    static Semtrail in(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Semtrail semtrail = new Semtrail(folder.resolve("semtrail.jar"), folder.resolve("semtrail.jsa"));
        Files.copy(Path.of("target/semtrail.jar"), semtrail.jar);
        Output.of(semtrail.withFlag("-XX:ArchiveClassesAtExit=" + semtrail.archive, "list", "--json"));
        return semtrail;
    }

    List<String> command(String... arguments) {
        return withFlag("-XX:SharedArchiveFile=" + archive, arguments);
    }

    private List<String> withFlag(String archiving, String... arguments) {
        // No perf data: in a container the file of another JVM with the same small pid is in the way, with a warning.
        List<String> words = new ArrayList<>(List.of(
                JAVA,
                archiving,
                "-Xlog:disable",
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                jar.toString()));
        words.addAll(List.of(arguments));
        return words;
    }
}
