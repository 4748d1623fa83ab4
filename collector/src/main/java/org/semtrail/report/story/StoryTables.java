package org.semtrail.report.story;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.semtrail.capture.jfr.JvmFrame;
import org.semtrail.correlate.story.Activity;
import org.semtrail.correlate.story.Activity.Cube;
import org.semtrail.correlate.story.JvmLine;
import org.semtrail.correlate.story.Life;
import org.semtrail.correlate.story.Moment;
import org.semtrail.correlate.story.Story;
import org.semtrail.correlate.story.Story.Event;
import org.semtrail.correlate.story.Story.Process;
import org.semtrail.correlate.story.Story.Series;
import org.semtrail.correlate.story.Waits.Wait;
import org.semtrail.report.Json;

/** The parts of the report's document that are many rows. */
final class StoryTables {
    private static final int MAX_POINTS = 1_000;

    private final Story story;
    private final KeptStacks stacks;
    private final KeptJvms kept;

    StoryTables(Story story) {
        this.story = story;
        this.stacks = KeptStacks.of(story);
        this.kept = KeptJvms.of(story);
    }

    void addTo(ObjectNode d) {
        events(d.putArray("events"));
        d.put("events_total", story.eventsTotal());
        d.put(
                "events_left_out",
                Math.max(0, story.eventsTotal() - story.events().size()));
        series(d.putArray("series"));
        stacks(d.putArray("stacks"));
        d.put("stacks_left_out", stacks.leftOut());
        activity(d.putObject("activity"));
        waits(d.putArray("waits"));
        sets(d.putArray("sets"));
        d.put("sets_left_out", story.setsLeftOut());
        processes(d.putArray("processes"));
        jvms(d.putArray("jvms"));
    }

    private void events(ArrayNode array) {
        for (Event e : story.events()) {
            Moment m = e.moment();
            ObjectNode node = array.addObject();
            node.put("id", e.id()).put("t", m.atMs()).put("end", m.endMs());
            node.put("kind", StoryJson.lower(m.kind())).put("severity", StoryJson.lower(m.severity()));
            node.put("actor", m.actor()).put("object", m.object());
            node.put("call", m.call()).put("errno", m.errno()).put("text", m.text());
            node.put("stack", stacks.id(e.stack()));
            node.put("source", m.source()).put("uncertain_ms", m.uncertainMs());
        }
    }

    private void series(ArrayNode array) {
        for (Series s : story.series()) {
            ObjectNode node = array.addObject();
            node.put("name", s.name()).put("unit", s.unit()).put("limit", s.limit());
            ArrayNode points = node.putArray("points");
            Thinned.points(s.points(), MAX_POINTS)
                    .forEach(p -> points.addArray().add(p[0]).add(p[1]));
        }
    }

    private void stacks(ArrayNode array) {
        stacks.frames()
                .forEach(
                        (number, frames) -> Json.put(array.addObject().put("id", stacks.id(number)), "frames", frames));
    }

    private void activity(ObjectNode node) {
        Cube cube = story.activity();
        node.put("start", cube.startMs()).put("bin_ms", cube.binMs()).put("bins", cube.bins());
        Json.put(
                node,
                "columns",
                List.of(
                        "bin",
                        "jvm",
                        "unit",
                        "owner",
                        "stack",
                        "call",
                        "object",
                        "outcome",
                        "count",
                        "nanos",
                        "max_nanos"));
        ArrayNode rows = node.putArray("rows");
        for (Activity.Row row : cube.rows()) {
            Activity.Cell c = row.cell();
            ArrayNode one =
                    rows.addArray().add(c.bin()).add(c.jvm()).add(c.unit()).add(c.owner());
            one.add(stacks.id(c.stack())).add(c.call()).add(c.object()).add(c.outcome());
            one.add(row.sum().count()).add(row.sum().nanos()).add(row.sum().maxNanos());
        }
        ObjectNode keys = node.putObject("keys");
        Json.put(keys, "jvm", cube.jvms());
        Json.put(keys, "unit", cube.units());
        Json.put(keys, "owner", cube.owners());
        Json.put(keys, "call", cube.calls());
        Json.put(keys, "object", cube.objects());
        Json.put(keys, "outcome", cube.outcomes());
    }

    private void waits(ArrayNode array) {
        for (Wait w : story.waits()) {
            ObjectNode node = array.addObject();
            node.put("object", w.object()).put("waiter", w.waiter()).put("holder", w.holder());
            node.put("how_sure", w.howSure()).put("count", w.count());
            node.put("total_ms", w.totalMs()).put("max_ms", w.maxMs());
            node.put("from", w.from()).put("to", w.to()).put("in_vain", w.inVain());
        }
    }

    private void sets(ArrayNode array) {
        for (Life l : story.sets()) {
            ObjectNode node = array.addObject();
            Life.Row row = l.row();
            node.put("key", l.key()).put("semid", l.semid()).put("ipc_ns", l.ipcNs());
            node.put("uid", row.uid()).put("owner", row.owner()).put("nsems", row.nsems());
            node.put("mode", row.mode() == null ? null : String.format("%04o", row.mode()));
            node.put("key_hex", row.key() == null ? null : String.format("0x%08x", row.key()));
            node.put("born", l.born()).put("born_how", l.bornHow());
            node.put("gone", l.goneAt()).put("gone_by", l.goneBy()).put("gone_how", l.goneHow());
            node.put("creator", l.creator());
            node.put(
                    "frame",
                    l.get() == null
                            ? null
                            : l.get().frame().map(JvmFrame::toString).orElse(null));
            node.put("verdict", l.verdict());
            ArrayNode evidence = node.putArray("evidence");
            l.evidence()
                    .forEach(p -> evidence.addObject()
                            .put("side", p.side())
                            .put("what", p.what())
                            .put("source", p.source()));
        }
    }

    private void processes(ArrayNode array) {
        for (Process p : kept.processes()) {
            ObjectNode node = array.addObject();
            node.put("key", p.key()).put("pid", p.pid()).put("name", p.name()).put("jvm", p.jvm());
            node.put("unit", p.unit()).put("container", p.container());
            node.put("start", p.start()).put("end", p.end()).put("how", p.how());
        }
    }

    private void jvms(ArrayNode array) {
        for (JvmLine j : kept.jvms()) {
            ObjectNode node = array.addObject();
            node.put("key", j.key()).put("pid", j.pid()).put("main", j.main());
            node.put("java", j.java());
            node.put("agent", j.status() == null ? null : j.status().version());
            node.put("recording", j.place());
            node.put("created", j.created()).put("removed", j.removed());
            node.put("leaked", kept.leaked(j)).put("failed", j.failed());
            node.put("waited_ms", j.waitedNanos() / 1_000_000);
            node.put(
                    "dropped",
                    j.status() == null ? null : Long.valueOf(j.status().dropped()));
            node.put(
                    "suppressed",
                    j.status() == null ? null : Long.valueOf(j.status().suppressed()));
            node.put("complete", j.complete());
            Json.put(node, "gaps", j.gaps());
        }
    }
}
