package org.semtrail.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.semtrail.capture.host.Column;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.SysvSem;
import org.semtrail.capture.jfr.JvmFrame;
import org.semtrail.correlate.SetFacts;

/** The columns of the table of semaphore sets: the kernel's own, then what we found out. */
public final class SetColumns {
    public static final List<Column<SetFacts>> ALL = Stream.concat(
                    SysvSem.COLUMNS.stream().map(SetColumns::ofSem),
                    Stream.of(
                            Column.<SetFacts>text(
                                    "verdict", "may it go", s -> s.verdict().label()),
                            Column.<SetFacts>text(
                                    "creator",
                                    "program that made it, or \"like …\" what it looks like",
                                    SetFacts::maker),
                            Column.<SetFacts>number(
                                    "creator_pid",
                                    "process that made it",
                                    s -> s.creator().pid()),
                            Column.<SetFacts>text(
                                    "creator_alive",
                                    "whether that process still lives",
                                    s -> s.creator().alive()),
                            Column.<SetFacts>text(
                                    "frame",
                                    "where in a Java program it was made, if its JVM recorded that",
                                    s -> s.creator()
                                            .frame()
                                            .map(JvmFrame::toString)
                                            .orElse(null)),
                            Column.<SetFacts>text("unit", "systemd unit of its creator or users", SetColumns::unit),
                            Column.<SetFacts>text(
                                    "container", "container of its creator or users", SetColumns::container),
                            Column.<SetFacts>text(
                                    "users",
                                    "living processes that are known to use it",
                                    s -> s.users().stream()
                                            .map(HostProcess::label)
                                            .toList()),
                            Column.<SetFacts>number(
                                    "user_pids",
                                    "their process ids",
                                    s -> s.users().stream()
                                            .map(HostProcess::pid)
                                            .toList()),
                            Column.<SetFacts>number(
                                    "waiting",
                                    "processes that wait on it",
                                    s -> s.sem().sems() == null
                                            ? null
                                            : s.sem().sems().waiting()),
                            Column.<SetFacts>number(
                                    "value", "value of each semaphore", s -> array(s, SysvSem.Sems::value)),
                            Column.<SetFacts>number(
                                    "sempid", "last process of each semaphore", s -> array(s, SysvSem.Sems::pid)),
                            Column.<SetFacts>number(
                                    "ncount", "waiting for each to rise", s -> array(s, SysvSem.Sems::ncount)),
                            Column.<SetFacts>number(
                                    "zcount", "waiting for each to be zero", s -> array(s, SysvSem.Sems::zcount)),
                            Column.<SetFacts>text(
                                    "software",
                                    "known software that it looks like",
                                    s -> s.software() == null
                                            ? null
                                            : s.software().name())))
            .toList();

    /** What fits a terminal and answers who, since when, and may it go. */
    public static final List<String> DEFAULT =
            List.of("semid", "key", "uid", "nsems", "ctime", "otime", "waiting", "verdict", "creator", "users");

    private SetColumns() {}

    private static Column<SetFacts> ofSem(Column<SysvSem> column) {
        return new Column<>(
                column.name(), column.help(), column.kind(), s -> column.value().apply(s.sem()));
    }

    private static String unit(SetFacts s) {
        return s.creator().unit() != null
                ? s.creator().unit()
                : s.users().stream()
                        .map(p -> p.home().unit())
                        .filter(u -> u != null)
                        .findFirst()
                        .orElse(null);
    }

    private static String container(SetFacts s) {
        return s.creator().container() != null
                ? s.creator().container()
                : s.users().stream()
                        .map(p -> p.home().container())
                        .filter(c -> c != null)
                        .findFirst()
                        .orElse(null);
    }

    private static Object array(SetFacts s, Function<SysvSem.Sems, int[]> field) {
        return s.sem().sems() == null
                ? null
                : Arrays.stream(field.apply(s.sem().sems())).boxed().toList();
    }

    /**
     * The columns that a user named.
     *
     * @throws IllegalArgumentException naming the unknown column and those there are
     */
    public static <T> List<Column<T>> choose(List<Column<T>> all, List<String> names) {
        List<Column<T>> chosen = new ArrayList<>();
        for (String name : names) {
            chosen.add(all.stream()
                    .filter(c -> c.name().equals(name.strip().toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no column '" + name + "'; there are: "
                            + String.join(", ", all.stream().map(Column::name).toList()))));
        }
        return chosen;
    }
}
