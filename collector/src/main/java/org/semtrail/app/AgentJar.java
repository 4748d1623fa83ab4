package org.semtrail.app;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.semtrail.capture.host.HostRoot;

/** Where the agent's jar is, as the JVM that is to load it sees it. */
final class AgentJar {
    static final String NAME = "semtrail-agent.jar";

    private final Path jar;

    /** @param given the jar that the user named; null for the one that belongs to this program */
    AgentJar(Path given) {
        jar = (given == null ? beside() : given).toAbsolutePath().normalize();
        if (!Files.isReadable(jar)) {
            throw Stop.badInput("cannot read the agent " + jar + "; --agent says where it is");
        }
        if (!jar.endsWith(NAME)) {
            throw Stop.badInput("the agent's jar must keep its name, " + NAME + ", by which it finds itself: " + jar);
        }
    }

    /** In an installation beside the collector's jar, in a checkout where Maven puts it. */
    private static Path beside() {
        try {
            Path here = Path.of(AgentJar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Stream.of(here.resolveSibling(NAME), here.resolve("../../../agent/target/" + NAME))
                    .map(Path::normalize)
                    .filter(Files::isReadable)
                    .findFirst()
                    .orElseThrow(() -> Stop.badInput(NAME + " is not beside " + here + "; --agent says where it is"));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the JVM finds the jar where we do: in another mount namespace the path may lead elsewhere or nowhere. */
    boolean isSeenBy(HostRoot host, int pid) throws IOException {
        return Objects.equals(
                Files.readSymbolicLink(host.proc("self/ns/mnt")), Files.readSymbolicLink(host.proc(pid + "/ns/mnt")));
    }

    /**
     * A copy in the JVM's /tmp; returns its folder. Once loaded it is not needed: the JVM has it open. The folder is its own,
     * for its manifest names itself for the boot class path, and beside it anything could lie under that name.
     */
    String copyTo(JvmFiles files) throws IOException {
        return files.bring(jar, NAME);
    }

    @Override
    public String toString() {
        return jar.toString();
    }
}
