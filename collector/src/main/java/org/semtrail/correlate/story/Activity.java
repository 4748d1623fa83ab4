package org.semtrail.correlate.story;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/**
 * How often and how long, by time and by all that is asked for together: a sparse cube of counts. It grows coarser in time
 * before it grows too large; what is small is put together under "other" last.
 */
public final class Activity {
    private static final int MAX_CELLS = 60_000;
    private static final long FIRST_BIN_MS = 128;
    private static final long MAX_BINS = 1_000;

    private final int maxRows;
    private long binMs = FIRST_BIN_MS;
    private Map<Cell, Sum> cells = new HashMap<>();
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    final Labels jvms = new Labels(200);
    final Labels units = new Labels(200);
    final Labels owners = new Labels(200);
    final Labels calls = new Labels(200);
    final Labels objects = new Labels(400);
    final Labels outcomes = new Labels(60);

    /** @param maxRows how many rows it has in the end */
    Activity(int maxRows) {
        this.maxRows = maxRows;
    }

    /** What was counted together; {@code bin} is reckoned from 1970, {@code stack} -1 for none. */
    public record Cell(long bin, int jvm, int unit, int owner, int stack, int call, int object, int outcome) {}

    /** How often, and for those that were timed how long. */
    public static final class Sum {
        long count;
        long nanos;
        long maxNanos;

        void add(Sum other) {
            count += other.count;
            nanos += other.nanos;
            maxNanos = Math.max(maxNanos, other.maxNanos);
        }

        public long count() {
            return count;
        }

        public long nanos() {
            return nanos;
        }

        public long maxNanos() {
            return maxNanos;
        }
    }

    public record Row(Cell cell, Sum sum) {}

    /** What is left of it; bins are counted from {@code startMs}. */
    public record Cube(
            long startMs,
            long binMs,
            int bins,
            List<Row> rows,
            List<String> jvms,
            List<String> units,
            List<String> owners,
            List<String> calls,
            List<String> objects,
            List<String> outcomes) {}

    void add(long atMs, Cell withoutBin, long count, long nanos, long maxNanos) {
        long bin = Math.floorDiv(atMs, binMs);
        first = Math.min(first, atMs);
        last = Math.max(last, atMs);
        Sum sum = new Sum();
        sum.count = count;
        sum.nanos = nanos;
        sum.maxNanos = maxNanos;
        merge(cells, at(withoutBin, bin), sum);
        while (cells.size() > MAX_CELLS || (last - first) / binMs > MAX_BINS) {
            coarsen();
        }
    }

    private static Cell at(Cell c, long bin) {
        return new Cell(bin, c.jvm(), c.unit(), c.owner(), c.stack(), c.call(), c.object(), c.outcome());
    }

    private static void merge(Map<Cell, Sum> into, Cell cell, Sum sum) {
        Sum known = into.putIfAbsent(cell, sum);
        if (known != null) {
            known.add(sum);
        }
    }

    private void coarsen() {
        if ((last - first) / binMs > MAX_BINS / 16) {
            binMs *= 2;
            rewrite(c -> at(c, Math.floorDiv(c.bin(), 2)));
        } else {
            fold();
        }
    }

    private void rewrite(UnaryOperator<Cell> to) {
        Map<Cell, Sum> fewer = new HashMap<>();
        cells.forEach((cell, sum) -> merge(fewer, to.apply(cell), sum));
        cells = fewer;
    }

    /** Objects one by one are the first thing that can go; then stacks; then time. */
    private void fold() {
        int before = cells.size();
        int other = objects.of(Labels.OTHER);
        rewrite(c -> new Cell(c.bin(), c.jvm(), c.unit(), c.owner(), c.stack(), c.call(), other, c.outcome()));
        if (cells.size() > before / 2) {
            rewrite(c -> new Cell(c.bin(), c.jvm(), c.unit(), c.owner(), -1, c.call(), other, c.outcome()));
        }
        if (cells.size() > before / 2) {
            if ((last - first) / binMs > 0) {
                binMs *= 2;
                rewrite(c -> at(c, Math.floorDiv(c.bin(), 2)));
            } else {
                int oneJvm = jvms.of(Labels.OTHER);
                rewrite(c -> new Cell(c.bin(), oneJvm, 0, 0, -1, c.call(), other, c.outcome()));
            }
        }
    }

    Cube cube() {
        while (cells.size() > maxRows && (last - first) / binMs > MAX_BINS / 8) {
            binMs *= 2;
            rewrite(c -> at(c, Math.floorDiv(c.bin(), 2)));
        }
        if (cells.size() > maxRows) {
            foldSmall();
        }
        while (cells.size() > maxRows) {
            fold();
        }
        return whole();
    }

    /** The cells that are many and long stay; the others lose their object. */
    private void foldSmall() {
        ToLongFunction<Sum> weight = s -> Math.max(s.count, s.nanos / 1_000_000);
        List<Long> weights = new ArrayList<>();
        cells.values().forEach(s -> weights.add(weight.applyAsLong(s)));
        weights.sort(Comparator.reverseOrder());
        long least = weights.get(maxRows / 2);
        int other = objects.of(Labels.OTHER);
        Map<Cell, Sum> fewer = new HashMap<>();
        cells.forEach((c, sum) -> merge(
                fewer,
                weight.applyAsLong(sum) > least
                        ? c
                        : new Cell(c.bin(), c.jvm(), c.unit(), c.owner(), c.stack(), c.call(), other, c.outcome()),
                sum));
        cells = fewer;
    }

    private Cube whole() {
        long firstBin = cells.isEmpty() ? 0 : Math.floorDiv(first, binMs);
        long lastBin = cells.isEmpty() ? -1 : Math.floorDiv(last, binMs);
        List<Row> rows = new ArrayList<>();
        cells.forEach((cell, sum) -> rows.add(new Row(at(cell, cell.bin() - firstBin), sum)));
        rows.removeIf(row -> row.sum().count() <= 0);
        rows.sort(Comparator.comparing((Row r) -> r.cell().bin())
                .thenComparing(r -> r.cell().jvm())
                .thenComparing(r -> r.cell().call())
                .thenComparing(r -> r.cell().object())
                .thenComparing(r -> r.cell().stack())
                .thenComparing(r -> r.cell().outcome()));
        return new Cube(
                firstBin * binMs,
                binMs,
                (int) (lastBin - firstBin + 1),
                rows,
                jvms.names(),
                units.names(),
                owners.names(),
                calls.names(),
                objects.names(),
                outcomes.names());
    }
}
