package org.semtrail.correlate.story;

import java.util.stream.LongStream;
import org.semtrail.capture.host.Amount;
import org.semtrail.capture.jfr.JvmStack;
import org.semtrail.capture.offline.Source;
import org.semtrail.correlate.story.Moment.Kind;
import org.semtrail.correlate.story.Moment.Severity;
import org.semtrail.correlate.story.Story.Mark;

/** Puts on the shelf what is told beside the events of JVMs: lines of logs, the reading of a table, ends of recordings. */
final class OtherEvidence {
    private static final long TABLE_UNCERTAIN_MS = 60_000;

    private final StoryBuilder builder;
    private final Told told;

    OtherEvidence(StoryBuilder builder, Told told) {
        this.builder = builder;
        this.told = told;
    }

    void show() {
        told.marks.forEach(this::mark);
        table();
        builder.jvms.values().forEach(this::end);
    }

    private void mark(Mark mark) {
        if (mark.atMs() == null) {
            return;
        }
        Kind kind = switch (mark.mechanism()) {
            case "start" -> Kind.START;
            case "killed", "oom", "stop-timeout", "stop" -> Kind.EXIT;
            case "failure" -> Kind.FAILURE;
            default -> Kind.LOG;
        };
        Severity severity = kind == Kind.FAILURE
                ? Severity.CRITICAL
                : kind == Kind.START || mark.mechanism().equals("stop") ? Severity.NOTE : Severity.WARNING;
        String actor = mark.pid() == null ? null : processKey(mark.pid());
        long uncertain = told.sources.stream()
                .filter(s -> s.id().equals(mark.source()))
                .mapToLong(Source::uncertainMs)
                .findFirst()
                .orElse(0);
        String times = mark.count() > 1 ? mark.count() + " times, the first: " : "";
        LongStream.of(mark.atMs(), mark.lastMs() == null ? mark.atMs() : mark.lastMs())
                .distinct()
                .forEach(at -> offer(
                        "log " + mark.mechanism() + mark.source(),
                        at,
                        kind,
                        severity,
                        actor,
                        (at == mark.atMs() ? times : "again: ") + mark.text(),
                        mark.source(),
                        uncertain));
    }

    private void table() {
        if (told.tablesAt == null || told.tables == null) {
            return;
        }
        Long limit = told.limits.get("semmni");
        String text = "the table of semaphore sets was read: " + Amount.of(told.tables.size(), "set")
                + (limit == null ? "" : " of " + limit);
        offer("table", told.tablesAt, Kind.TABLE, Severity.NOTE, null, text, told.tablesSource, TABLE_UNCERTAIN_MS);
    }

    private String processKey(int pid) {
        return builder.jvms.values().stream()
                .filter(j -> j.pid() != null && j.pid() == pid)
                .map(JvmLine::key)
                .findFirst()
                .orElse(Story.Process.key(pid));
    }

    private void end(JvmLine jvm) {
        if (jvm.lastMs == Long.MIN_VALUE || Boolean.TRUE.equals(jvm.home.alive())) {
            return;
        }
        String text = jvm.leftOpen()
                ? jvm.label() + ": its recording was not finished: it was killed, or copied while it ran"
                : jvm.label() + ": the last that was recorded";
        String source = told.sources.stream()
                .filter(s -> s.path().equals(jvm.place))
                .map(Source::id)
                .findFirst()
                .orElse("");
        Severity severity = jvm.leftOpen() ? Severity.WARNING : Severity.NOTE;
        offer("end " + jvm.key, jvm.lastMs, Kind.EXIT, severity, jvm.key, text, source, 1_000);
    }

    private void offer(
            String group,
            long at,
            Kind kind,
            Severity severity,
            String actor,
            String text,
            String source,
            long uncertain) {
        if (builder.asked.has(at)) {
            builder.shelf.offer(
                    group,
                    at,
                    0,
                    () -> new Moment(
                            at, null, kind, severity, actor, null, null, null, text, JvmStack.NONE, source, uncertain));
        }
    }
}
