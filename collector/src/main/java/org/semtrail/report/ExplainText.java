package org.semtrail.report;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.offline.LogHit;
import org.semtrail.diagnose.MessageMeaning;
import org.semtrail.diagnose.Topic;

/** Explanations for people: short paragraphs of at most 88 columns, commands in a block of their own. */
public final class ExplainText {
    static final int WIDTH = 88;

    private final PrintWriter out;

    public ExplainText(PrintWriter out) {
        this.out = out;
    }

    public void list(List<Topic> topics) {
        Map<String, List<Topic>> groups = new LinkedHashMap<>();
        topics.forEach(t -> groups.computeIfAbsent(t.group(), g -> new java.util.ArrayList<>())
                .add(t));
        out.println("semtrail explain TOPIC, an error (ENOSPC, 28), or a whole line of a log in quotes.");
        groups.forEach((group, members) -> {
            out.println();
            out.println(group);
            members.forEach(t -> out.printf("  %-20s %s%n", t.name(), t.title()));
        });
    }

    public void topic(Topic topic) {
        out.println(topic.title());
        out.println();
        text(topic.text());
        settle(topic.settle());
        commands(topic.type());
        see(topic.see());
    }

    public void message(MessageMeaning meaning) {
        LogHit hit = meaning.hit();
        out.println(Text.safe(hit.excerpt()));
        hit.details().forEach(d -> out.println(Text.safe(d)));
        out.println();
        row("from", hit.signature().software());
        row("tried to", hit.tried().words);
        row("call", hit.tried().call);
        row("error", error(hit.errno()));
        row("names", hit.object() == null ? null : Text.safe(hit.object()));
        row("which is", meaning.topic().title() + (meaning.lookAlike() ? " (not a matter of semaphore sets)" : ""));
        row("how sure", meaning.sure().words);
        out.println();
        text(hit.signature().says());
        out.println();
        text(meaning.topic().text());
        settle(meaning.topic().settle());
        commands(meaning.type());
        see(meaning.topic().see());
    }

    private static String error(Errno errno) {
        return errno == null ? "not told in this line" : errno.text + " (" + errno.name() + ", " + errno.number + ")";
    }

    private void row(String name, String value) {
        if (value != null) {
            out.println(Wrap.hanging(String.format("%-9s ", name), value, WIDTH));
        }
    }

    private void text(String text) {
        out.println(Wrap.paragraphs(text, WIDTH));
    }

    private void settle(List<String> steps) {
        if (!steps.isEmpty()) {
            out.println();
            out.println("What settles it");
            steps.forEach(s -> out.println(Wrap.hanging("  - ", s, WIDTH)));
        }
    }

    private void commands(List<String> commands) {
        if (!commands.isEmpty()) {
            out.println();
            out.println("What to type");
            commands.forEach(c -> out.println("  " + c));
        }
    }

    private void see(List<String> topics) {
        if (!topics.isEmpty()) {
            out.println();
            out.println(Wrap.hanging("See also: ", String.join(", ", topics), WIDTH));
        }
    }
}
