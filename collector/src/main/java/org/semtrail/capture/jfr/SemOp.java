package org.semtrail.capture.jfr;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One operation of a semop call: a sembuf.
 *
 * @param semnum which semaphore of the set
 * @param value negative takes or waits, positive gives, 0 waits for zero
 * @param undo whether the kernel takes it back when the process ends
 */
public record SemOp(int semnum, int value, boolean undo) {
    private static final Pattern ONE = Pattern.compile("(\\d{1,5}):([+-]?\\d{1,5})((?: [A-Z|]+)?)");

    /** The operations in "0:-1 UNDO|NOWAIT, 1:+1, …"; what is no operation is left out, and null has none. */
    public static List<SemOp> parse(String operations) {
        List<SemOp> all = new ArrayList<>();
        for (String part : operations == null ? new String[0] : operations.split(", ")) {
            Matcher m = ONE.matcher(part);
            if (m.matches()) {
                all.add(new SemOp(
                        Integer.parseInt(m.group(1)),
                        Integer.parseInt(m.group(2)),
                        m.group(3).contains("UNDO")));
            }
        }
        return all;
    }
}
