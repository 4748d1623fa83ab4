package org.semtrail.report;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.HostFacts.NamespaceFacts;
import org.semtrail.correlate.SetFacts;
import org.semtrail.correlate.Verdict;
import org.semtrail.diagnose.Finding;
import picocli.CommandLine.Help.Ansi;

/** What doctor tells a person: the state of the tables in a few lines, then each finding with what to type. */
public final class DoctorText {
    private static final int WIDTH = 100;

    private final PrintWriter out;
    private final Ansi ansi;

    public DoctorText(PrintWriter out, boolean colour) {
        this.out = out;
        this.ansi = colour ? Ansi.ON : Ansi.OFF;
    }

    public void print(HostFacts facts, List<Finding> findings) {
        facts.namespaces().stream()
                .filter(ns -> ns.ns().own() || !ns.sets().isEmpty())
                .forEach(this::state);
        if (findings.isEmpty()) {
            out.println();
            out.println("Nothing is wrong with the semaphores of this host, as far as could be seen.");
        }
        findings.forEach(this::finding);
    }

    private void state(NamespaceFacts ns) {
        String where = ns.ns().own()
                ? "This IPC namespace"
                : "IPC namespace " + ns.ns().inode();
        out.println(Wrap.hanging(where + ": ", usage(ns), WIDTH));
        if (!ns.sets().isEmpty()) {
            out.println("  verdicts: " + verdicts(ns.sets()));
        }
    }

    private static String usage(NamespaceFacts ns) {
        return Stream.of(
                        used(ns, "semmni", "semaphore sets"),
                        used(ns, "semmns", "semaphores"),
                        used(ns, "shmmni", "shared-memory segments"),
                        used(ns, "msgmni", "message queues"))
                .collect(Collectors.joining(", "));
    }

    private static String used(NamespaceFacts ns, String name, String noun) {
        return ns.limits()
                .get(name)
                .map(l -> known(l.used()) + " of " + known(l.limit()) + " " + noun)
                .orElse("? " + noun);
    }

    private static String known(Long value) {
        return value == null ? "?" : value.toString();
    }

    private static String verdicts(List<SetFacts> sets) {
        return Stream.of(Verdict.values())
                .map(v -> sets.stream().filter(s -> s.verdict() == v).count() + " " + v)
                .filter(text -> !text.startsWith("0 "))
                .collect(Collectors.joining(", "));
    }

    private void finding(Finding f) {
        String colour = f.severity() == Finding.Severity.CRITICAL
                ? "bold,red"
                : f.severity() == Finding.Severity.WARNING ? "bold,yellow" : "bold";
        out.println();
        out.println(
                ansi.string("@|" + colour + " " + f.severity().name().toUpperCase(Locale.ROOT) + "|@") + "  " + f.id());
        out.println(Wrap.hanging("  ", Text.safe(f.what()), WIDTH));
        f.evidence().forEach(e -> out.println(Wrap.hanging("    seen: ", Text.safe(e), WIDTH)));
        out.println(Wrap.hanging("    why:  ", Text.safe(f.why()), WIDTH));
        if (!f.remedy().isEmpty()) {
            out.println("    what to do:");
            f.remedy().forEach(line -> out.println("      " + Text.safe(line)));
        }
    }
}
