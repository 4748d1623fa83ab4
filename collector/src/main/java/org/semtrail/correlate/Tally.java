package org.semtrail.correlate;

import java.util.ArrayList;
import java.util.List;

/** Collects what speaks about one object: each rule may keep it, none can condemn it; the safest word stands. */
final class Tally {
    private final List<Evidence> evidence = new ArrayList<>();
    private Verdict verdict;

    Tally(Verdict worst) {
        this.verdict = worst;
    }

    Tally supports(String what, String source) {
        evidence.add(Evidence.forRemoval(what, source));
        return this;
    }

    /** Something that makes a verdict further from removal than {@code cap} all that can be said. */
    Tally open(Verdict cap, String what, String source) {
        evidence.add(Evidence.open(what, source));
        verdict = verdict.orSafer(cap);
        return this;
    }

    Tally against(String what, String source) {
        evidence.add(Evidence.against(what, source));
        return this;
    }

    /** A proof of life: told first, and it decides. */
    Tally lives(Verdict proven, String what, String source) {
        evidence.add(0, Evidence.against(what, source));
        verdict = verdict.orSafer(proven);
        return this;
    }

    void addAll(Verdict cap, List<Evidence> more) {
        evidence.addAll(more);
        verdict = verdict.orSafer(cap);
    }

    <T> ObjectFacts<T> of(T row, String refusal) {
        return new ObjectFacts<>(row, verdict, evidence, refusal);
    }
}
