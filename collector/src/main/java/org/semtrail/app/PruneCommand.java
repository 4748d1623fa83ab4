package org.semtrail.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.host.HostReader;
import org.semtrail.capture.host.Unseen;
import org.semtrail.correlate.Evidence;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.Verdict;
import org.semtrail.report.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code semtrail prune}: the safe ipcrm. Plans by default; removes only what is certainly dead. */
@Command(
        name = "prune",
        description = {
            "Remove semaphore sets that nobody can use any more; without --apply only show which.",
            "Each set is looked at again immediately before it is removed, and a receipt is written first."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  semtrail prune                          what would go, and why",
            "  semtrail prune --apply                  remove it",
            "  semtrail prune --owner www-data --json  the plan for one user, for programs",
            "",
            "Exit status: 0 done; 1 a set that was planned had to stay; 4 nothing could be read or no receipt written."
        })
public final class PruneCommand implements Callable<Integer> {
    private final Context context;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Common common;

    @Mixin
    private RecordingOptions recordings;

    @Mixin
    private SetFilter filter;

    @Option(names = "--apply", description = "Remove what is planned. Without it nothing is touched.")
    private boolean apply;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            split = ",",
            defaultValue = "sem",
            description =
                    "sem (the default), shm, msg, posix-sem, posix-shm or posix-mq; several with commas. Of all but"
                            + " sem nothing is certainly dead: they need --include, too.")
    private Set<String> kinds;

    @Option(
            names = "--include",
            paramLabel = "VERDICT",
            converter = SetFilter.VerdictConverter.class,
            description = "Also plan sets of this verdict: only presumed-orphan can be included. Asks on a terminal.")
    private Verdict include;

    @Option(names = "--yes", description = "With --include: do not ask.")
    private boolean yes;

    @Option(
            names = "--receipts",
            paramLabel = "FILE",
            description = "Where to append the receipts. Default: host/receipts.jsonl in $SEMTRAIL_STATE or"
                    + " /var/lib/semtrail.")
    private Path receipts;

    @Option(
            names = "--at-most",
            paramLabel = "N",
            description = "With --apply: remove nothing at all where more than N objects would go.")
    private Integer atMost;

    public PruneCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        kinds.stream()
                .filter(k -> !k.equals("sem") && !ObjectList.isKind(k))
                .findFirst()
                .ifPresent(k -> {
                    throw new ParameterException(
                            spec.commandLine(),
                            "--kind: there is no kind '" + k + "'; there are sem, " + ObjectList.kinds());
                });
        if (include != null && include != Verdict.PRESUMED_ORPHAN) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--include takes only presumed-orphan: a set that may be used is never removed");
        }
        Plan plan = plan();
        PruneOutput output = new PruneOutput(
                context,
                common.json(),
                spec.commandLine().getParseResult().originalArgs().stream()
                        .filter(a -> !a.equals("prune"))
                        .toList());
        if (!apply || !common.json()) {
            output.plan(plan, apply);
        }
        if (!apply) {
            return ExitCode.OK;
        }
        Outcome outcome = tooMany(plan).orElseGet(() -> confirmAndRemove(plan));
        output.outcome(plan, outcome);
        return outcome.stayed().isEmpty() ? ExitCode.OK : ExitCode.FOUND;
    }

    /** What goes, and what stays with the reason. */
    record Plan(List<Removable> planned, List<Kept> kept, HostFacts facts, List<Unseen> unseen) {}

    /** An object that stays. */
    record Kept(Removable object, String why) {}

    /**
     * What became of the planned ones.
     *
     * @param receipts where that was written; null where nothing had to be
     */
    record Outcome(List<Removable> removed, List<Kept> stayed, Path receipts) {
        static final Outcome NOTHING = new Outcome(List.of(), List.of(), null);
    }

    private Plan plan() {
        Host host = new Host(context, recordings);
        HostReader reader = host.reader();
        HostFacts facts = host.facts();
        if (facts.own().findAny().isEmpty() && !facts.unseen().isEmpty()) {
            throw Stop.cannotSee(
                    facts.unseen().get(0).what() + ": " + facts.unseen().get(0).why());
        }
        FreshVerdicts fresh = new FreshVerdicts(host, reader, facts);
        List<Removable> planned = new ArrayList<>();
        List<Kept> kept = new ArrayList<>();
        Gaps unseen = new Gaps(facts.unseen());
        Stream<Removable> sets = kinds.contains("sem")
                ? filter.apply(facts, context, true).stream()
                        .map(set -> new SemRemovable(set, reader, fresh, facts.now()))
                : Stream.of();
        ObjectFilter others = filter.forObjects(facts.names(), true);
        Stream.concat(sets, ObjectRemovable.read(context, host, kinds, others, unseen).stream())
                .forEach(object -> reasonToStay(object)
                        .ifPresentOrElse(why -> kept.add(new Kept(object, why)), () -> planned.add(object)));
        return new Plan(planned, kept, facts, unseen.all());
    }

    private Optional<String> reasonToStay(Removable object) {
        Verdict weakest = include == null ? Verdict.ORPHAN : include;
        if (object.verdict().compareTo(weakest) >= 0) {
            return object.refusal();
        }
        String first = object.evidence().stream()
                .filter(e -> e.side() != Evidence.Side.FOR)
                .min(Comparator.comparing(e -> e.side() != Evidence.Side.AGAINST))
                .map(Evidence::what)
                .orElse(object.verdict().meaning());
        return Optional.of(object.verdict() + ": " + first);
    }

    /** A surprise: all of the plan stays, for whoever set the bound expected another host. */
    private Optional<Outcome> tooMany(Plan plan) {
        int planned = plan.planned().size();
        if (atMost == null || planned <= atMost) {
            return Optional.empty();
        }
        String why = Text.plural(planned, "object") + " would go, and --at-most " + atMost + " allows fewer";
        return Optional.of(new Outcome(
                List.of(), plan.planned().stream().map(o -> new Kept(o, why)).toList(), null));
    }

    private Outcome confirmAndRemove(Plan plan) {
        confirm(plan);
        return plan.planned().isEmpty() ? Outcome.NOTHING : remove(plan);
    }

    private void confirm(Plan plan) {
        long presumed = plan.planned().stream()
                .filter(o -> o.verdict() == Verdict.PRESUMED_ORPHAN)
                .count();
        if (presumed == 0 || yes) {
            return;
        }
        if (!context.console().canAsk()) {
            throw new ParameterException(
                    spec.commandLine(), "--include presumed-orphan asks on a terminal; add --yes to do without");
        }
        PrintWriter err = context.console().err();
        err.printf(
                "%s only presumed dead. Remove, too? [y/N] ",
                Text.plural(presumed, "object") + (presumed == 1 ? " is" : " are"));
        err.flush();
        if (!context.console().answeredYes()) {
            throw Stop.badInput("nothing was removed");
        }
    }

    private Outcome remove(Plan plan) {
        List<Removable> removed = new ArrayList<>();
        List<Kept> stayed = new ArrayList<>();
        try (Receipts written = Receipts.open(receiptFile(), context)) {
            Progress progress =
                    new Progress(context.console(), "removing", plan.planned().size());
            for (Removable object : plan.planned()) {
                removeOne(object, written)
                        .ifPresentOrElse(why -> stayed.add(new Kept(object, why)), () -> removed.add(object));
                progress.step();
            }
            progress.done();
        }
        return new Outcome(removed, stayed, receiptFile());
    }

    /** Why it had to stay; empty where it was removed. A namespace that ended meanwhile is no reason to stop. */
    private static Optional<String> removeOne(Removable object, Receipts written) {
        Optional<String> changed;
        try {
            changed = object.changed();
        } catch (Stop gone) {
            return Optional.of(gone.getMessage());
        }
        if (changed.isPresent()) {
            return changed;
        }
        written.before(object);
        long result = object.remove();
        written.after(object, result);
        return result == 0 ? Optional.empty() : Optional.of("the kernel refused: " + Errno.describe(-result));
    }

    private Path receiptFile() {
        return receipts != null ? receipts : context.state().resolve("host/receipts.jsonl");
    }
}
