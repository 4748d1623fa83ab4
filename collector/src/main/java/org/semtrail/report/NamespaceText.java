package org.semtrail.report;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.semtrail.capture.host.IpcLimits.Limit;
import org.semtrail.correlate.HostFacts.NamespaceFacts;
import org.semtrail.correlate.SetFacts;
import org.semtrail.correlate.Verdict;

/**
 * The state of each IPC namespace in two lines. On a host with many containers only ours and those that are half full
 * are told one by one.
 */
final class NamespaceText {
    private static final int WIDTH = 100;
    private static final int MAX_OTHERS = 3;
    private static final int NOTABLE_PERCENT = 50;

    /** What a namespace can run out of. */
    private record Resource(String limit, String noun) {}

    private static final List<Resource> RESOURCES = List.of(
            new Resource("semmni", "semaphore sets"),
            new Resource("semmns", "semaphores"),
            new Resource("shmmni", "shared-memory segments"),
            new Resource("msgmni", "message queues"));

    private final PrintWriter out;

    NamespaceText(PrintWriter out) {
        this.out = out;
    }

    void print(List<NamespaceFacts> namespaces) {
        List<NamespaceFacts> others = namespaces.stream()
                .filter(ns -> !ns.ns().own() && !ns.sets().isEmpty())
                .sorted(Comparator.comparing(NamespaceText::fullest).reversed())
                .toList();
        namespaces.stream().filter(ns -> ns.ns().own()).forEach(this::one);
        List<NamespaceFacts> told = others.size() <= MAX_OTHERS
                ? others
                : others.stream().filter(ns -> fullest(ns) >= NOTABLE_PERCENT).toList();
        told.forEach(this::one);
        if (told.size() < others.size()) {
            rest(others.subList(told.size(), others.size()));
        }
    }

    private void one(NamespaceFacts ns) {
        String where = ns.ns().own()
                ? "This IPC namespace"
                : "IPC namespace " + ns.ns().inode();
        String usage = RESOURCES.stream().map(r -> used(ns, r)).collect(Collectors.joining(", "));
        out.println(Wrap.hanging(where + ": ", usage, WIDTH));
        if (!ns.sets().isEmpty()) {
            out.println("  verdicts: " + verdicts(ns.sets().stream()));
        }
    }

    private void rest(List<NamespaceFacts> quiet) {
        long sets = quiet.stream().mapToLong(ns -> ns.sets().size()).sum();
        String what = sets + " semaphore sets, no table half full; semtrail list shows them";
        out.println(Wrap.hanging(quiet.size() + " more IPC namespaces: ", what, WIDTH));
        out.println("  verdicts: " + verdicts(quiet.stream().flatMap(ns -> ns.sets().stream())));
    }

    private static String used(NamespaceFacts ns, Resource resource) {
        return ns.limits()
                .get(resource.limit())
                .map(l -> known(l.used()) + " of " + known(l.limit()) + " " + resource.noun())
                .orElse("? " + resource.noun());
    }

    private static String known(Long value) {
        return value == null ? "?" : value.toString();
    }

    /** Per cent of the fullest of its tables; a limit of 0 is full, an unknown one is looked at. */
    private static double fullest(NamespaceFacts ns) {
        return RESOURCES.stream()
                .mapToDouble(r ->
                        ns.limits().get(r.limit()).map(NamespaceText::percent).orElse(100.0))
                .max()
                .orElseThrow();
    }

    private static double percent(Limit limit) {
        boolean known = limit.used() != null && limit.limit() != null && limit.limit() > 0;
        return known ? 100.0 * limit.used() / limit.limit() : 100;
    }

    private static String verdicts(Stream<SetFacts> sets) {
        List<Verdict> all = sets.map(SetFacts::verdict).toList();
        return Stream.of(Verdict.values())
                .map(v -> all.stream().filter(v::equals).count() + " " + v)
                .filter(text -> !text.startsWith("0 "))
                .collect(Collectors.joining(", "));
    }
}
