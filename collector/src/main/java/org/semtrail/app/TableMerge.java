package org.semtrail.app;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.semtrail.app.TableTexts.Taken;
import org.semtrail.capture.offline.ProcessRow;
import org.semtrail.capture.offline.SemRow;
import org.semtrail.capture.offline.TableText;
import org.semtrail.correlate.Verdict;
import org.semtrail.correlate.story.Life;
import org.semtrail.correlate.story.Life.Proof;
import org.semtrail.correlate.story.Life.Stuck;
import org.semtrail.correlate.story.Story;
import org.semtrail.correlate.story.Told;

/** Puts captured tables together: the same set may be told of by several texts, each with other columns. */
final class TableMerge {
    private final Map<Integer, SemRow> rows = new LinkedHashMap<>();
    private final Map<Integer, String> sources = new LinkedHashMap<>();
    private final Map<String, Long> limits = new LinkedHashMap<>();
    private final Map<String, Long> used = new LinkedHashMap<>();
    private final TableTexts texts = new TableTexts();
    private Instant at;
    private String of = "s1";

    void add(String source, TableText text, Instant written) {
        texts.add(new Taken(source, text, written));
    }

    private void merge() {
        texts.byTime().forEach(t -> limits.putAll(t.text().limits()));
        Map<Integer, Taken> last = new HashMap<>();
        for (Taken taken : texts.ofOneTime()) {
            for (SemRow row : taken.text().sems()) {
                Taken before = last.put(row.semid(), taken);
                if (before == null || !before.isTogetherWith(taken)) {
                    rows.put(row.semid(), row);
                    sources.put(row.semid(), taken.source());
                } else {
                    rows.merge(row.semid(), row, SemRow::with);
                }
            }
            used.putAll(taken.text().used());
            if (taken.equals(texts.whole())
                    || (texts.whole() == null && !taken.text().used().isEmpty())) {
                at = taken.at();
                of = taken.source();
            }
        }
    }

    void addTo(Told told) {
        merge();
        told.limits.putAll(limits);
        told.used.putAll(used);
        told.unseen.addAll(texts.setAside());
        told.tablesWhole = texts.whole() != null;
        told.ipcNs = texts.ipcNs();
        if (told.tablesWhole && rows.values().stream().allMatch(r -> r.nsems() != null)) {
            // A table of sets tells of semaphores too, by its column of them.
            long semaphores = rows.values().stream().mapToLong(SemRow::nsems).sum();
            told.used.putIfAbsent("semmns", semaphores);
        }
        if (!told.tablesWhole && rows.isEmpty()) {
            return;
        }
        rows.values().stream().map(TableMerge::by).filter(Objects::nonNull).forEach(told.listed::add);
        List<Life> lives = new ArrayList<>();
        rows.values().forEach(row -> lives.add(life(row)));
        told.tables = lives;
        told.tablesSource = of;
        told.tablesAt = at == null ? null : Long.valueOf(at.toEpochMilli());
    }

    private Life life(SemRow row) {
        String source = sources.get(row.semid());
        List<Proof> evidence = new ArrayList<>();
        if (row.never()) {
            evidence.add(new Proof("open", "never operated", source));
        }
        if (row.waiting() != null && row.waiting() > 0) {
            evidence.add(new Proof("against", row.waiting() + " wait on it", source));
        }
        if (row.judged() != null) {
            row.judged()
                    .grounds()
                    .forEach(g -> evidence.add(new Proof(side(g.side()), g.what(), source + ", " + g.source())));
        }
        String owner = row.owner();
        Long uid = owner != null && owner.matches("\\d{1,10}") ? Long.valueOf(owner) : null;
        return new Life(
                "sem " + row.semid(),
                row.semid(),
                null,
                new Life.Row(uid, owner, row.nsems(), row.perms(), row.key(), maker(row)),
                row.ctime() == null ? null : Long.valueOf(row.ctime().toEpochMilli()),
                row.ctime() == null ? null : "made or changed then (ctime)",
                null,
                null,
                null,
                by(row) == null ? null : Story.Process.key(by(row).pid()),
                null,
                verdict(row).label(),
                evidence,
                stuck(row));
    }

    /** That of {@code semtrail list}, on the host while it ran; else only waiting is proof. */
    private static Verdict verdict(SemRow row) {
        if (row.waiting() != null && row.waiting() > 0) {
            return Verdict.IN_USE;
        }
        return Optional.ofNullable(row.judged())
                .map(SemRow.Judged::verdict)
                .flatMap(Verdict::of)
                .orElse(Verdict.UNKNOWN);
    }

    private static String maker(SemRow row) {
        return row.judged() == null ? null : row.judged().maker();
    }

    private static ProcessRow by(SemRow row) {
        return row.judged() == null ? null : row.judged().by();
    }

    private static String side(String told) {
        return told.equals("for") || told.equals("against") ? told : "open";
    }

    /** A semaphore at 0 that somebody waits for. */
    private static Stuck stuck(SemRow row) {
        return row.sems().stream()
                .filter(s -> s.value() == 0 && s.ncount() > 0)
                .map(s -> new Stuck(s.semnum(), s.pid(), s.ncount()))
                .findFirst()
                .orElse(null);
    }
}
