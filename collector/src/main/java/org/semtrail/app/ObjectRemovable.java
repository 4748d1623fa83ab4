package org.semtrail.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.semtrail.capture.host.Column;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.host.NamespaceRefused;
import org.semtrail.capture.host.Reading;
import org.semtrail.correlate.Evidence;
import org.semtrail.correlate.JudgedTable;
import org.semtrail.correlate.ObjectFacts;
import org.semtrail.correlate.ObjectJudge;
import org.semtrail.correlate.Verdict;
import org.semtrail.report.ObjectColumns;
import org.semtrail.report.TextTable;

/** Shared memory, a message queue or a POSIX object that prune may remove. */
final class ObjectRemovable<T> implements Removable {
    /** What is told of it in one line, where its kind has the column. */
    private static final List<String> TOLD = List.of("key", "uid", "segsz", "cbytes", "size", "qsize", "cpid", "ctime");

    private final Context context;
    private final Host host;
    private final JudgedTable<T> table;
    private final ObjectFacts<T> facts;

    private ObjectRemovable(Context context, Host host, JudgedTable<T> table, ObjectFacts<T> facts) {
        this.context = context;
        this.host = host;
        this.table = table;
        this.facts = facts;
    }

    /** The objects of these kinds that pass the filter. */
    static List<Removable> read(Context context, Host host, Set<String> kinds, ObjectFilter filter, Gaps unseen) {
        List<Removable> all = new ArrayList<>();
        if (kinds.stream().noneMatch(ObjectList::isKind)) {
            return all;
        }
        ObjectJudge judge = host.objects();
        for (JudgedTable<?> table : JudgedTable.ALL) {
            if (kinds.contains(table.table().name())) {
                add(context, host, judge, table, filter, unseen, all);
            }
        }
        return all;
    }

    private static <T> void add(
            Context context,
            Host host,
            ObjectJudge judge,
            JudgedTable<T> table,
            ObjectFilter filter,
            Gaps unseen,
            List<Removable> all) {
        Reading<ObjectFacts<T>> reading = judge.judge(table);
        unseen.add(reading.unseen());
        reading.rows().stream()
                .filter(filter.of(table.table(), judge.host()))
                .map(f -> new ObjectRemovable<>(context, host, table, f))
                .forEach(all::add);
    }

    @Override
    public String kind() {
        return table.table().name();
    }

    @Override
    public String id() {
        return String.valueOf(column(table.table().id()));
    }

    @Override
    public String describe() {
        TextTable text = new TextTable(context.now(), host.names());
        return table.table().columns().stream()
                .filter(c -> TOLD.contains(c.name()))
                .map(c -> c.name() + " " + text.cell(c, facts.row()))
                .collect(Collectors.joining(", "));
    }

    @Override
    public Verdict verdict() {
        return facts.verdict();
    }

    @Override
    public List<Evidence> evidence() {
        return facts.evidence();
    }

    @Override
    public Optional<String> refusal() {
        return Optional.ofNullable(facts.refusal());
    }

    @Override
    public ObjectNode json() {
        return ObjectColumns.json(facts, ObjectColumns.all(table.table()));
    }

    /** Everything is read and judged anew; then the kernel is asked about this one object. */
    @Override
    public Optional<String> changed() {
        ObjectJudge judge = host.objects();
        List<Object> identity = table.identity().apply(facts.row());
        Optional<ObjectFacts<T>> again = judge.judge(table).rows().stream()
                .filter(f -> table.identity().apply(f.row()).equals(identity))
                .findFirst();
        if (again.isEmpty()) {
            return Optional.of("it was removed, changed or used since the plan");
        }
        if (again.get().verdict().compareTo(facts.verdict()) < 0) {
            return Optional.of("its verdict is " + again.get().verdict() + " by now");
        }
        return inside(judge, () -> table.table().removal().isUnused(judge.newLook(), facts.row()))
                ? Optional.empty()
                : Optional.of("it was changed or used this very moment");
    }

    @Override
    public long remove() {
        ObjectJudge judge = host.objects();
        return inside(
                judge,
                () -> table.table().removal().isUnused(judge.newLook(), facts.row())
                        ? table.table().removal().remove(judge.newLook(), facts.row())
                        : -(long) Errno.EAGAIN.number);
    }

    private <R> R inside(ObjectJudge judge, Callable<R> task) {
        try {
            return judge.inside((Long) column("ipc_ns"), task);
        } catch (NamespaceRefused e) {
            throw Stop.cannotSee("IPC namespace of " + kind() + " " + id() + ": " + e.getMessage());
        }
    }

    private Object column(String name) {
        return table.table().columns().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .map((Column<T> c) -> c.value().apply(facts.row()))
                .orElse(null);
    }
}
