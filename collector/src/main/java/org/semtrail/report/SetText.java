package org.semtrail.report;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.SysvSem;
import org.semtrail.correlate.Creator;
import org.semtrail.correlate.Evidence;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.SetFacts;

/** One semaphore set in full, for people. */
public final class SetText {
    private static final int WIDTH = 100;
    private static final int MAX_SEMAPHORES = 64;

    private static final Map<Evidence.Side, String> SIDES =
            Map.of(Evidence.Side.FOR, "may go", Evidence.Side.AGAINST, "keep", Evidence.Side.OPEN, "open");

    private final PrintWriter out;
    private final HostFacts facts;

    public SetText(PrintWriter out, HostFacts facts) {
        this.out = out;
        this.facts = facts;
    }

    /** "may go", "keep" or "open": what a piece of evidence says. */
    public static String word(Evidence.Side side) {
        return SIDES.get(side);
    }

    public void print(SetFacts set) {
        SysvSem s = set.sem();
        line(
                "set",
                "semid " + s.semid() + ", key " + String.format("0x%08x", s.key()) + (s.key() == 0 ? " (private)" : "")
                        + ", IPC namespace " + s.ipcNs());
        line(
                "owner",
                facts.names().user(s.uid()) + ":" + facts.names().group(s.gid()) + ", made as "
                        + facts.names().user(s.cuid()) + ":" + facts.names().group(s.cgid()) + ", mode "
                        + String.format("%04o", s.mode()));
        line("made", "or last changed " + s.ctimeInstant() + " (" + Text.age(s.ctimeInstant(), facts.now()) + ")");
        line(
                "operated",
                s.otimeInstant() == null
                        ? "never"
                        : "last " + s.otimeInstant() + " (" + Text.age(s.otimeInstant(), facts.now()) + ")");
        line("verdict", set.verdict() + ": " + set.verdict().meaning());
        line("creator", creator(set.creator()));
        set.creator().frame().ifPresent(frame -> line("java frame", frame.toString()));
        if (set.software() != null) {
            line("looks like", set.software().name() + ": " + set.software().because());
        }
        if (set.refusal() != null) {
            line("never ours", set.refusal());
        }
        users(set);
        semaphores(s);
        evidence(set.evidence());
        HistoryText history = new HistoryText(out, facts.now());
        set.history().forEach(history::print);
    }

    private void line(String name, String value) {
        out.println(Wrap.hanging(String.format("%-11s ", name), Text.safe(value), WIDTH));
    }

    private static String creator(Creator c) {
        if (c.pid() == null && c.program() == null) {
            return "not known: " + c.source();
        }
        String who = c.program() == null ? "a program that left no name" : c.program();
        String pid = c.pid() == null
                ? ""
                : ", pid " + c.pid() + (Boolean.FALSE.equals(c.alive()) ? " (gone)" : c.alive() == null ? " (?)" : "");
        return who + pid + (c.unit() == null ? "" : ", unit " + c.unit())
                + (c.container() == null ? "" : ", container " + c.container()) + "; " + c.source() + " (confidence "
                + c.confidence().name().toLowerCase(Locale.ROOT) + ")";
    }

    private void users(SetFacts set) {
        for (HostProcess p : set.users()) {
            line(
                    "user",
                    p.label() + (set.waiters().contains(p) ? ", waits on it now" : "")
                            + (p.home().unit() == null
                                    ? ""
                                    : ", unit " + p.home().unit())
                            + (p.home().container() == null
                                    ? ""
                                    : ", container " + p.home().container())
                            + ", started " + Text.age(p.start(), facts.now()) + ": " + String.join(" ", p.args()));
        }
    }

    private void semaphores(SysvSem s) {
        if (s.sems() == null) {
            line("semaphores", s.nsems() + ", not readable for us");
            return;
        }
        out.println("semaphores  NUM  VALUE  LAST PID  WAIT>0  WAIT=0");
        for (int i = 0; i < Math.min(s.nsems(), MAX_SEMAPHORES); i++) {
            out.printf(
                    "            %3d  %5d  %8d  %6d  %6d%n",
                    i,
                    s.sems().value()[i],
                    s.sems().pid()[i],
                    s.sems().ncount()[i],
                    s.sems().zcount()[i]);
        }
        if (s.nsems() > MAX_SEMAPHORES) {
            out.printf("            … and %d more (--json has all)%n", s.nsems() - MAX_SEMAPHORES);
        }
    }

    private void evidence(List<Evidence> evidence) {
        for (Evidence e : evidence) {
            line(SIDES.get(e.side()), e.what() + "  [" + e.source() + "]");
        }
    }
}
