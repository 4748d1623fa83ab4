package org.semtrail.app;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.semtrail.capture.host.HostRoot;

/** Where the agent's jar is, as the JVM that is to load it sees it. */
final class AgentJar {
    private static final String NAME = "semtrail-agent.jar";

    private final Path jar;

    /** @param given the jar that the user named; null for the one that belongs to this program */
    AgentJar(Path given) {
        jar = (given == null ? beside() : given).toAbsolutePath().normalize();
        if (!Files.isReadable(jar)) {
            throw Stop.badInput("cannot read the agent " + jar + "; --agent says where it is");
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

    /** In another mount namespace the path may lead elsewhere or nowhere: a copy in the JVM's /tmp is what it sees. */
    String reachableFor(HostRoot host, int pid, JvmFiles files) throws IOException {
        boolean sameFiles = Objects.equals(
                Files.readSymbolicLink(host.proc("self/ns/mnt")), Files.readSymbolicLink(host.proc(pid + "/ns/mnt")));
        if (sameFiles) {
            return jar.toString();
        }
        byte[] content = Files.readAllBytes(jar);
        try {
            files.create(NAME, content);
            return "/tmp/" + NAME;
        } catch (FileAlreadyExistsException another) {
            String name = "semtrail-agent-" + UUID.randomUUID() + ".jar";
            files.create(name, content);
            return "/tmp/" + name;
        }
    }
}
