package org.semtrail.correlate.story;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.semtrail.capture.jfr.JvmStack;

/** Numbers for Java stacks; of too many the later ones have none. */
final class Stacks {
    private static final int MOST = 2_000;

    private final Map<JvmStack, Integer> numbers = new HashMap<>();
    private final Map<JvmStack, Integer> same = new IdentityHashMap<>();
    private final List<JvmStack> all = new ArrayList<>();

    /** -1 for none. */
    int of(JvmStack stack) {
        if (stack.frames().isEmpty()) {
            return -1;
        }
        // Equal stacks are one object mostly: a long one is not compared again for each event.
        Integer number = same.get(stack);
        if (number == null) {
            number = find(stack);
            if (same.size() < 10 * MOST) {
                same.put(stack, number);
            }
        }
        return number;
    }

    private int find(JvmStack stack) {
        Integer known = numbers.get(stack);
        if (known != null) {
            return known;
        }
        if (all.size() >= MOST) {
            return -1;
        }
        all.add(stack);
        numbers.put(stack, all.size() - 1);
        return all.size() - 1;
    }

    List<JvmStack> all() {
        return List.copyOf(all);
    }
}
