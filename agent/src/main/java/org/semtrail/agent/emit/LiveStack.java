package org.semtrail.agent.emit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A stack as text, under a number by which many objects name it: a leak makes thousands at one line, and JFR, which ends a
 * chunk that has become too large, would begin one after the other if each began with the whole text for each of them.
 */
final class LiveStack {
    final long number;
    private final String text;

    private LiveStack(long number, String text) {
        this.number = number;
        this.text = text;
    }

    /** Those of late, so that equal ones are kept once. */
    static final class Known {
        private static final int MOST = 512;

        private final Map<String, LiveStack> byText = new HashMap<>();
        private long last;

        LiveStack of(String text) {
            return byText.computeIfAbsent(text, t -> new LiveStack(++last, t));
        }

        void limit() {
            if (byText.size() > MOST) {
                byText.clear();
            }
        }
    }

    /** What one chunk is told: each text once and, when that has become much, the innermost frames of the others. */
    static final class Round {
        /** Together with as many short ones as there are objects, well below the 12 MB at which JFR ends a chunk. */
        private static final int MUCH = 2 << 20;

        private static final int SHORT = 512;

        private final Set<Long> told = new HashSet<>();
        private int length;

        /** Null if the chunk has it already. */
        String text(LiveStack stack) {
            if (!told.add(stack.number)) {
                return null;
            }
            String text = stack.text;
            if (length + text.length() > MUCH && text.length() > SHORT) {
                text = text.substring(0, text.lastIndexOf('\n', SHORT) + 1);
            }
            length += text.length();
            return text;
        }
    }
}
