package org.semtrail.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.semtrail.app.PruneCommand.Kept;
import org.semtrail.app.PruneCommand.Outcome;
import org.semtrail.app.PruneCommand.Plan;
import org.semtrail.capture.host.Unseen;
import org.semtrail.correlate.Evidence;
import org.semtrail.report.Json;
import org.semtrail.report.SetText;
import org.semtrail.report.Text;

/** Tells what prune would do, did, and left. */
final class PruneOutput {
    /** More than these are summed up: a leak has thousands. */
    private static final int MAX_TOLD = 40;

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final String command;

    /** @param arguments what prune was called with, to be typed again with --apply */
    PruneOutput(Context context, boolean json, List<String> arguments) {
        this.command = "semtrail prune "
                + arguments.stream()
                        .map(a -> a.matches("[\\w.,:/@=-]+") ? a : "'" + a.replace("'", "'\\''") + "'")
                        .map(a -> a + " ")
                        .collect(Collectors.joining())
                + "--apply";
        this.out = context.console().out();
        this.err = context.console().err();
        this.json = json;
    }

    void plan(Plan plan, boolean applied) {
        if (json) {
            json(plan, Outcome.NOTHING);
            return;
        }
        kept(plan.kept());
        if (plan.planned().isEmpty()) {
            out.println("Nothing to remove: no object is certainly dead.");
        } else {
            out.println(applied ? "To be removed:" : "To be removed (nothing was touched yet):");
            told(plan.planned());
        }
        if (!applied && !plan.planned().isEmpty()) {
            out.println();
            out.printf(
                    "%s would go. To remove: %s%n", Text.plural(plan.planned().size(), "object"), command);
        }
        unseen(plan.unseen());
    }

    void outcome(Plan plan, Outcome outcome) {
        if (json) {
            json(plan, outcome);
            return;
        }
        out.println();
        outcome.stayed()
                .forEach(k -> out.printf(
                        "kept     %s %s: %s%n",
                        k.object().kind(), Text.safe(k.object().id()), Text.safe(k.why())));
        out.printf(
                "Removed %s, kept %d that had been planned.%n",
                Text.plural(outcome.removed().size(), "object"),
                outcome.stayed().size());
    }

    private void told(List<Removable> objects) {
        for (Removable object : objects.stream().limit(MAX_TOLD).toList()) {
            out.printf("  %s %s  %s  %s%n", object.kind(), Text.safe(object.id()), object.verdict(), object.describe());
        }
        if (objects.size() > MAX_TOLD) {
            out.printf("  … and %d more (semtrail prune --json lists all)%n", objects.size() - MAX_TOLD);
        }
        Removable first = objects.get(0);
        out.printf("Why, for %s %s:%n", first.kind(), Text.safe(first.id()));
        for (Evidence e : first.evidence()) {
            out.printf("  %-6s  %s  [%s]%n", SetText.word(e.side()), Text.safe(e.what()), Text.safe(e.source()));
        }
    }

    private void kept(List<Kept> kept) {
        Map<String, List<Kept>> byWhy = kept.stream()
                .collect(Collectors.groupingBy(
                        k -> k.why() + "\0" + k.object().kind(), TreeMap::new, Collectors.toList()));
        if (!kept.isEmpty()) {
            out.println("To be kept:");
        }
        byWhy.values()
                .forEach(objects -> out.printf(
                        "  %s %s%s  %s%n",
                        objects.get(0).object().kind(),
                        objects.stream()
                                .limit(6)
                                .map(k -> Text.safe(k.object().id()))
                                .collect(Collectors.joining(", ")),
                        objects.size() > 6 ? " and " + (objects.size() - 6) + " more" : "",
                        Text.safe(objects.get(0).why())));
        if (!kept.isEmpty()) {
            out.println();
        }
    }

    private void unseen(List<Unseen> unseen) {
        unseen.forEach(u -> err.printf("not seen: %s: %s%n", Text.safe(u.what()), Text.safe(u.why())));
    }

    private void json(Plan plan, Outcome outcome) {
        ObjectNode document = Json.document("prune", 1);
        Json.put(document, "at", plan.facts().now());
        Json.put(document, "ipc_ns", plan.facts().ownIpcNs());
        ArrayNode planned = document.putArray("plan");
        plan.planned().forEach(o -> planned.add(object(o)));
        ArrayNode removed = document.putArray("removed");
        outcome.removed().forEach(o -> removed.add(object(o)));
        ArrayNode kept = document.putArray("kept");
        outcome.stayed()
                .forEach(k -> kept.add(object(k.object()).put("reason", k.why()).put("planned", true)));
        plan.kept()
                .forEach(k -> kept.add(object(k.object()).put("reason", k.why()).put("planned", false)));
        document.put(
                "receipts",
                outcome.receipts() == null
                        ? null
                        : outcome.receipts().toAbsolutePath().toString());
        document.set("unseen", Json.unseen(plan.unseen()));
        out.println(Json.text(document));
    }

    private static ObjectNode object(Removable object) {
        ObjectNode node = Json.object().put("kind", object.kind()).put("id", object.id());
        node.setAll(object.json());
        return node;
    }
}
