package org.semtrail.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.semtrail.capture.host.HostReader;
import org.semtrail.capture.host.SysvSem;
import org.semtrail.correlate.Evidence;
import org.semtrail.correlate.HostJudge;
import org.semtrail.correlate.SetFacts;
import org.semtrail.correlate.Verdict;
import org.semtrail.report.SetColumns;
import org.semtrail.report.SetJson;
import org.semtrail.report.Text;

/** A semaphore set that prune may remove. */
final class SemRemovable implements Removable {
    private final SetFacts set;
    private final HostReader reader;
    private final FreshVerdicts fresh;
    private final Instant now;

    SemRemovable(SetFacts set, HostReader reader, FreshVerdicts fresh, Instant now) {
        this.set = set;
        this.reader = reader;
        this.fresh = fresh;
        this.now = now;
    }

    @Override
    public String kind() {
        return "sem";
    }

    @Override
    public String id() {
        return Integer.toString(set.sem().semid());
    }

    @Override
    public String describe() {
        SysvSem s = set.sem();
        String maker =
                set.creator().pid() == null ? "" : ", by pid " + set.creator().pid();
        return String.format(
                "key 0x%08x, %s, %s, %s%s",
                s.key(),
                Text.safe(fresh.names().user(s.uid())),
                Text.plural(s.nsems(), "semaphore"),
                Text.age(s.ctimeInstant(), now),
                maker);
    }

    @Override
    public Verdict verdict() {
        return set.verdict();
    }

    @Override
    public List<Evidence> evidence() {
        return set.evidence();
    }

    @Override
    public Optional<String> refusal() {
        return Optional.ofNullable(set.refusal())
                .map(why -> "looks like " + set.software().name() + " ("
                        + set.software().because() + "): " + why);
    }

    @Override
    public ObjectNode json() {
        return SetJson.of(set, SetColumns.ALL);
    }

    @Override
    public Optional<String> changed() {
        SetFacts again = fresh.of(set.sem());
        if (again == null) {
            return Optional.of("it is gone: somebody else removed it");
        }
        if (!HostJudge.sameSet(again.sem(), set.sem())) {
            return Optional.of("it was changed or used since the plan, or the id belongs to a new set");
        }
        if (again.verdict().compareTo(set.verdict()) < 0) {
            return Optional.of("its verdict is " + again.verdict() + " by now");
        }
        Optional<SysvSem> now = fresh.inside(set.sem(), () -> reader.sets().readAgain(set.sem()));
        boolean same = now.isPresent() && HostJudge.sameSet(now.get(), set.sem());
        boolean waited = same && now.get().sems() != null && now.get().sems().waiting() > 0;
        return same && !waited ? Optional.empty() : Optional.of("it was changed or used this very moment");
    }

    @Override
    public long remove() {
        long result =
                fresh.inside(set.sem(), () -> reader.sets().remove(set.sem().semid()));
        if (result == 0) {
            fresh.removed(set.sem());
        }
        return result;
    }
}
