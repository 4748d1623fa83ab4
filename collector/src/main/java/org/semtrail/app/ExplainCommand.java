package org.semtrail.app;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.offline.ErrnoWords;
import org.semtrail.capture.offline.LogFile;
import org.semtrail.capture.offline.LogScan;
import org.semtrail.capture.offline.LogScanner;
import org.semtrail.diagnose.MessageMeaning;
import org.semtrail.diagnose.Topic;
import org.semtrail.diagnose.Topics;
import org.semtrail.report.ExplainJson;
import org.semtrail.report.ExplainText;
import org.semtrail.report.Json;
import org.semtrail.report.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Explains a topic, an error, or one message of a log, in plain words; looks at nothing of the host. */
@Command(
        name = "explain",
        description = "Plain words: what a semaphore is, what an error means, what a line of a log comes from.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  semtrail explain                       the list of topics",
            "  semtrail explain semaphore",
            "  semtrail explain ENOSPC                or its number: 28",
            "  semtrail explain \"(28)No space left on device: AH00023: Couldn't create the mpm-accept mutex\"",
            "  tail -n 50 error.log | semtrail explain -",
            "",
            "A text that is not recognised is said to be so, and the exit status is 3."
        })
public final class ExplainCommand implements Callable<Integer> {
    private final Context context;
    private final InputStream stdin;

    @Mixin
    private Common common;

    @Parameters(
            arity = "0..*",
            paramLabel = "TOPIC | ERRNO | \"log line\"",
            description = "What to explain; - reads lines of a log from stdin. Without it: the list of topics.")
    private List<String> asked = List.of();

    public ExplainCommand(Context context, InputStream stdin) {
        this.context = context;
        this.stdin = stdin;
    }

    @Override
    public Integer call() {
        if (asked.isEmpty()) {
            return topics(Topics.ALL);
        }
        String text = String.join(" ", asked);
        Optional<Topic> topic = Topics.find(text);
        return topic.isPresent() ? topics(List.of(topic.get())) : messages(text);
    }

    private int topics(List<Topic> topics) {
        ExplainText text = new ExplainText(context.console().out());
        if (common.json()) {
            print(topics, List.of());
        } else if (topics.size() == 1) {
            text.topic(topics.get(0));
        } else {
            text.list(topics);
        }
        return ExitCode.OK;
    }

    private int messages(String text) {
        LogScan scan = text.equals("-") ? piped() : LogScanner.explain("command line", stream(text));
        List<MessageMeaning> meanings =
                scan.hits().stream().map(MessageMeaning::of).toList();
        Optional<Errno> alone = meanings.isEmpty() ? ErrnoWords.in(text) : Optional.empty();
        if (alone.isPresent()) {
            context.console()
                    .err()
                    .println("semtrail: nothing in this text points to semaphores; only the error is known.");
            return topics(List.of(Topics.get(alone.get().name())));
        }
        if (meanings.isEmpty()) {
            throw notRecognised(text.equals("-") ? "None of these " + scan.lines() + " lines" : "This", text);
        }
        if (common.json()) {
            print(List.of(), meanings);
        } else {
            print(meanings);
        }
        return ExitCode.OK;
    }

    private void print(List<MessageMeaning> meanings) {
        ExplainText out = new ExplainText(context.console().out());
        for (int i = 0; i < meanings.size(); i++) {
            if (i > 0) {
                context.console().out().printf("%n%s%n%n", "-".repeat(88));
            }
            out.message(meanings.get(i));
        }
    }

    private void print(List<Topic> topics, List<MessageMeaning> meanings) {
        context.console().out().println(Json.text(ExplainJson.document(topics, meanings)));
    }

    private LogScan piped() {
        try {
            return LogScanner.explain("stdin", LogFile.plain(stdin, "stdin"));
        } catch (IOException e) {
            throw Stop.badInput(Text.safe(e.getMessage()));
        }
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Stop notRecognised(String what, String text) {
        String near = Topics.near(text, 5).stream().map(Topic::name).collect(Collectors.joining(", "));
        return Stop.badInput(what + " is nothing that semtrail knows: neither a topic nor a message about semaphores."
                + (near.isEmpty() ? "" : "\nNearest topics: " + near + ".")
                + "\n'semtrail explain' lists the topics.");
    }
}
