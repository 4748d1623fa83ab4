package org.semtrail.scenario;

import java.util.List;
import java.util.Map;

/**
 * One row of the table that {@code scenarios.py} holds.
 *
 * @param name as {@code scenarios.py run} takes it
 * @param claim what happens in it, in words
 * @param naive the rules of {@code naive.py} that this row must fail
 * @param seconds about how long it takes to play
 * @param heavy whether it wants the machine for itself
 * @param readers from where it is judged
 */
record Scenario(String name, String claim, List<String> naive, int seconds, boolean heavy, List<Reader> readers) {
    /**
     * A place from which semtrail looks.
     *
     * @param layout readers of one layout can look at the same stage
     * @param sight how much it can see; table.py tells the kinds
     * @param allowed the verdicts that each labelled set may get from there
     */
    record Reader(String name, String layout, String sight, Map<String, List<String>> allowed) {
        boolean isBlind() {
            return sight.equals("blind");
        }
    }
}
