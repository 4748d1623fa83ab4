package org.semtrail.correlate;

import java.util.ArrayList;
import java.util.List;

/**
 * All that is known of one IPC object other than a semaphore set.
 *
 * @param row the object as the kernel has it
 * @param verdict may it go
 * @param evidence why, each with its source
 * @param refusal why we never remove it whatever the verdict; null where nothing forbids it
 */
public record ObjectFacts<T>(T row, Verdict verdict, List<Evidence> evidence, String refusal) {
    public ObjectFacts {
        evidence = List.copyOf(evidence);
    }

    ObjectFacts<T> with(Verdict safer, Evidence why) {
        List<Evidence> all = new ArrayList<>(evidence);
        all.add(why);
        return new ObjectFacts<>(row, safer, all, refusal);
    }
}
