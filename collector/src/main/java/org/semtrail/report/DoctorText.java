package org.semtrail.report;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.JvmFacts;
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
        new NamespaceText(out).print(facts.namespaces());
        jvms(facts.jvms());
        if (findings.isEmpty()) {
            out.println();
            out.println("Nothing is wrong with the semaphores of this host, as far as could be seen.");
        }
        findings.forEach(this::finding);
    }

    private void jvms(List<JvmFacts> jvms) {
        if (!jvms.isEmpty()) {
            long living = jvms.stream().filter(JvmFacts::lives).count();
            out.println("Recordings of " + Text.plural(jvms.size(), "JVM") + ", " + living + " of them living");
        }
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
