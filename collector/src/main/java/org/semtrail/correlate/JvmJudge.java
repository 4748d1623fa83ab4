package org.semtrail.correlate;

import java.util.ArrayList;
import java.util.List;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.SysvSem;
import org.semtrail.capture.jfr.JvmEvent.JniCall;
import org.semtrail.capture.jfr.JvmEvent.OfCall;
import org.semtrail.correlate.Creator.Confidence;
import org.semtrail.correlate.Start.Shape;

/**
 * Adds to a judged set what JVMs recorded of it: who made it and where in Java, what was done with it, and evidence. It
 * can make a verdict safer and never less so: that a JVM is gone proves nothing about others who know the set.
 */
final class JvmJudge {
    private final JvmCalls calls;

    JvmJudge(List<JvmFacts> jvms) {
        this.calls = new JvmCalls(jvms);
    }

    SetFacts judge(SetFacts set) {
        Lifetime lifetime = calls.lifetime(set.sem());
        List<JvmHistory> histories = calls.histories(set.sem(), lifetime, initialiser(set));
        if (histories.isEmpty()) {
            return set;
        }
        List<Evidence> evidence = new ArrayList<>();
        List<HostProcess> users = new ArrayList<>();
        Verdict verdict = set.verdict();
        for (JvmHistory h : histories) {
            boolean made = h.created() != null && lifetime.confidence() == Confidence.HIGH;
            verdict = verdict.orSafer(tell(set.sem(), h, made, evidence, users));
        }
        Creator creator = creator(set.creator(), lifetime, histories);
        return set.with(verdict, evidence).with(creator, users, histories);
    }

    /** Who initialised it, as far as its semaphores or its start tell. */
    private static Integer initialiser(SetFacts set) {
        SysvSem.Sems sems = set.sem().sems();
        return set.creator().pid() != null
                ? set.creator().pid()
                : sems != null && sems.pid().length > 0 && sems.pid()[0] > 0 ? Integer.valueOf(sems.pid()[0]) : null;
    }

    /** Evidence of one JVM, and the verdict that it allows at most. */
    private static Verdict tell(
            SysvSem set, JvmHistory h, boolean made, List<Evidence> evidence, List<HostProcess> users) {
        if (!h.knows()) {
            return Verdict.ORPHAN;
        }
        JvmFacts jvm = h.jvm();
        String did = made ? " made it" : " got or used it";
        if (jvm.lives()) {
            if (Access.impossible(Shape.of(set), jvm.process())) {
                return Verdict.ORPHAN;
            }
            users.add(jvm.process());
            evidence.add(Evidence.against(jvm.label() + did + " by its own recording, and lives", jvm.source()));
            return Verdict.IN_USE;
        }
        if (jvm.alive() == null) {
            evidence.add(
                    Evidence.open(jvm.label() + did + "; whether it lives cannot be seen from here", jvm.source()));
            return Verdict.UNKNOWN;
        }
        if (made) {
            String start = jvm.recording().started() == null
                    ? ""
                    : ", started " + jvm.recording().started();
            evidence.add(Evidence.forRemoval(jvm.name() + start + ", made it and is dead", jvm.source()));
        }
        return Verdict.ORPHAN;
    }

    private static Creator creator(Creator known, Lifetime lifetime, List<JvmHistory> histories) {
        JvmHistory first = histories.get(0);
        if (first.created() == null) {
            return histories.stream()
                    .filter(h -> !h.candidates().isEmpty())
                    .findFirst()
                    .map(h -> ofCandidates(known, h))
                    .orElse(known);
        }
        List<OfCall> calls = List.of(first.created());
        boolean better = lifetime.confidence().compareTo(known.confidence()) <= 0;
        if (!better && isSame(known, first.jvm())) {
            return known.with(lifetime.how(), calls);
        }
        return better ? of(first.jvm(), lifetime.how(), lifetime.confidence(), calls) : known;
    }

    private static boolean isSame(Creator known, JvmFacts jvm) {
        return known.pid() != null && known.pid().equals(jvm.recording().pid());
    }

    private static Creator ofCandidates(Creator known, JvmHistory h) {
        List<JniCall> candidates = h.candidates();
        String how = candidates.size() == 1
                ? "JVM recording: it initialised the set, while "
                        + candidates.get(0).method() + " ran"
                : "JVM recording: it initialised the set; one of " + candidates.size()
                        + " calls of native methods in that second made it";
        List<OfCall> calls = List.copyOf(candidates);
        // The kernel's word on the process is better than ours; only the calls are new.
        return isSame(known, h.jvm())
                ? known.with(how, calls)
                : of(h.jvm(), how, candidates.size() == 1 ? Confidence.MEDIUM : Confidence.LOW, calls);
    }

    private static Creator of(JvmFacts jvm, String how, Confidence confidence, List<OfCall> calls) {
        HostProcess p = jvm.process();
        return new Creator(
                jvm.recording().pid(),
                jvm.alive(),
                p == null ? "java" : p.program(),
                p == null ? null : p.home().unit(),
                p == null ? null : p.home().container(),
                how,
                confidence,
                calls);
    }
}
