package org.semtrail.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.host.HostRoot;
import org.semtrail.capture.host.KernelLoader;
import org.semtrail.diagnose.Topic;
import org.semtrail.diagnose.Topics;
import org.semtrail.report.Json;
import picocli.CommandLine.Command;

class ExplainCommandTest {
    @Command(name = "semtrail")
    private static final class Root {}

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void everyTopicAndOtherNameIsExplained() {
        for (Topic topic : Topics.ALL) {
            assertEquals(ExitCode.OK, run("", topic.name()), topic.name());
            topic.also().forEach(name -> assertEquals(ExitCode.OK, run("", name), name));
            topic.see().forEach(name -> assertEquals(ExitCode.OK, run("", name), topic.name() + " names " + name));
        }
    }

    @Test
    void anErrorIsKnownByNameNumberAndText() {
        for (String error : List.of("ENOSPC", "enospc", "28", "No space left on device", "设备上没有空间")) {
            assertEquals(ExitCode.OK, run("", error));
            assertTrue(out.toString().startsWith("No space left on device (28)"), error);
        }
    }

    @Test
    void saysHonestlyWhatItDoesNotKnow() {
        assertEquals(ExitCode.BAD_INPUT, run("", "semafore"));
        assertTrue(err.toString().contains("Nearest topics: semaphore"), err.toString());
        assertEquals("", out.toString());
        assertEquals(ExitCode.BAD_INPUT, run("one\ntwo\n", "-"));
        assertTrue(err.toString().contains("None of these 2 lines"), err.toString());
    }

    @Test
    void hostileTextReachesNoTerminal() {
        assertEquals(ExitCode.OK, run("\u001b]0;pwned\u0007 semop: Identifier removed\u202e\0\n", "-"));
        assertFalse(out.toString().matches("(?s).*[\u001b\u0007\u202e\0].*"), out.toString());
    }

    @Test
    void jsonIsOneDocument() throws IOException {
        assertEquals(
                ExitCode.OK, run("", "--json", "(28)No space left on device: AH00023: Couldn't create the x mutex"));
        JsonNode json = Json.parse(out.toString().getBytes(StandardCharsets.UTF_8));
        assertEquals("semtrail.explain/1", json.get("schema").asText());
        assertEquals("exhaustion", json.at("/messages/0/topic").asText());
        assertEquals(28, json.at("/messages/0/errno").asInt());
    }

    @Test
    void textStaysWithin100Columns() {
        Topics.ALL.forEach(topic -> {
            run("", topic.name());
            out.toString().lines().filter(l -> !l.startsWith("  ")).forEach(l -> assertTrue(l.length() <= 100, l));
        });
    }

    private int run(String stdin, String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), false, false);
        Context context = new Context(console, HostRoot.LIVE, new KernelLoader(), Clock.systemUTC(), Map.of());
        String[] all = new String[args.length + 1];
        all[0] = "explain";
        System.arraycopy(args, 0, all, 1, args.length);
        return Cli.run(
                new Root(),
                List.of(new ExplainCommand(context, new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)))),
                console,
                all);
    }
}
