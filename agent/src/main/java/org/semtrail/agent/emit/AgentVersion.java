package org.semtrail.agent.emit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The version of the agent, as the build wrote it into the jar. */
final class AgentVersion {
    /** Empty if it is not there. */
    static final String TEXT = read();

    private AgentVersion() {}

    private static String read() {
        try (InputStream file = AgentVersion.class.getResourceAsStream("/org/semtrail/agent/version")) {
            if (file == null) {
                return "";
            }
            String line = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            Failures.count(e);
            return "";
        }
    }
}
