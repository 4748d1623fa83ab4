package org.semtrail.agent.bind;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** The versions of JNA that the tests have. */
final class JnaVersions {
    static final String OF_THE_BUILD = "";

    private JnaVersions() {}

    /** The class path with that version before the one that is on it. */
    static String before(String classPath, String version) {
        if (version.equals(OF_THE_BUILD)) {
            return classPath;
        }
        Path jar = Path.of("target/jna/jna-" + version + ".jar").toAbsolutePath();
        assertTrue(Files.exists(jar), () -> jar + " is not there");
        return jar + File.pathSeparator + classPath;
    }
}
