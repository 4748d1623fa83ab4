package org.semtrail.correlate.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.semtrail.capture.jfr.JvmEvent.SemGet;
import org.semtrail.correlate.story.Life.Proof;
import org.semtrail.correlate.story.Lives.Closed;
import org.semtrail.correlate.story.Lives.Gone;
import org.semtrail.correlate.story.Lives.Made;

/** Puts together what recordings and tables tell of one set. */
final class LifeOf {
    static final String MADE_OR_FOUND = "made or found by ";

    private LifeOf() {}

    /**
     * @param row what a table says of it; null where none was captured, or it is not in it
     * @param missed whether a table would list it if it were there
     */
    static Life living(Made made, JvmLine jvm, Life row, boolean missed) {
        List<Proof> evidence = new ArrayList<>();
        String verdict = "unknown";
        boolean alive = Boolean.TRUE.equals(jvm.home.alive());
        if (row != null) {
            evidence.addAll(row.evidence());
            verdict = row.verdict();
        }
        if (alive) {
            evidence.add(new Proof("against", "its maker runs", jvm.label()));
            verdict = verdict.equals("unknown") ? "in-use" : verdict;
        } else if (row == null && missed) {
            evidence.add(new Proof(
                    "for",
                    "it is not in the table that was captured: somebody without a recording removed it",
                    "table"));
        }
        return new Life(
                key(made),
                made.id().semid(),
                made.id().ipcNs(),
                row == null ? row(made.get()) : row.row(),
                made.atMs(),
                words(made.get()),
                null,
                null,
                null,
                made.jvm(),
                made.get(),
                verdict,
                evidence,
                row == null ? null : row.stuck(),
                row != null);
    }

    static Life gone(Closed closed, Map<String, JvmLine> jvms) {
        Made made = closed.made();
        JvmLine by = jvms.get(closed.gone().jvm());
        return new Life(
                key(made),
                made.id().semid(),
                made.id().ipcNs(),
                row(made.get()),
                made.atMs(),
                words(made.get()),
                closed.gone().atMs(),
                closed.gone().jvm(),
                CallWords.of(closed.gone().call()),
                made.jvm(),
                made.get(),
                "unknown",
                List.of(new Proof("for", "it was removed", by == null ? "recording" : by.label())),
                null,
                false);
    }

    /**
     * One of which no making is told: the call has a key and may have made it or found it.
     *
     * @param gone null where no removal after it is told
     * @param made whether that call most likely made it
     */
    static Life met(Made met, JvmLine jvm, Life row, Gone gone, boolean made) {
        List<Proof> evidence = new ArrayList<>(row == null ? List.of() : row.evidence());
        boolean sameSecond = row != null && row.born() != null && row.born() / 1_000 == met.atMs() / 1_000;
        if (sameSecond) {
            evidence.add(
                    new Proof("open", "its ctime is of the second of that call: made by it, most likely", "table"));
        }
        if (made) {
            evidence.add(new Proof(
                    "open",
                    "it is one of many that this line got by a new key each: made by it, most likely",
                    jvm.label()));
        }
        boolean alive = Boolean.TRUE.equals(jvm.home.alive());
        if (alive && gone == null) {
            evidence.add(new Proof("against", "a JVM that uses it runs", jvm.label()));
        }
        if (gone != null) {
            evidence.add(new Proof("for", "it was removed", gone.jvm()));
        }
        String verdict = row == null || gone != null ? "unknown" : row.verdict();
        return new Life(
                key(met),
                met.id().semid(),
                met.id().ipcNs(),
                row == null ? row(met.get()) : row.row(),
                row != null ? row.born() : made ? Long.valueOf(met.atMs()) : null,
                (CallKind.madeOrFound(met.get()) ? MADE_OR_FOUND : "found by ") + words(met.get()),
                gone == null ? null : Long.valueOf(gone.atMs()),
                gone == null ? null : gone.jvm(),
                gone == null ? null : CallWords.of(gone.call()),
                made ? met.jvm() : null,
                made ? met.get() : null,
                alive && verdict.equals("unknown") && gone == null ? "in-use" : verdict,
                evidence,
                row == null ? null : row.stuck(),
                row != null);
    }

    static Life keyed(Life life, String key) {
        return new Life(
                key,
                life.semid(),
                life.ipcNs(),
                life.row(),
                life.born(),
                life.bornHow(),
                life.goneAt(),
                life.goneBy(),
                life.goneHow(),
                life.creator(),
                life.get(),
                life.verdict(),
                life.evidence(),
                life.stuck(),
                life.listed());
    }

    private static Life.Row row(SemGet get) {
        return new Life.Row(null, null, get.nsems(), get.semflg() & 0777, get.key(), null);
    }

    private static String words(SemGet get) {
        return CallWords.of(get);
    }

    private static String key(Made made) {
        return "sem " + made.id().semid();
    }
}
