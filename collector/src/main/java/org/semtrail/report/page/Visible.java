package org.semtrail.report.page;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Text that a process or a log line chose, made so that it shows all that is in it: characters that are invisible, that
 * turn the direction of writing or that break a line become their code points. {@code visible.js} does the same.
 */
final class Visible {
    /** Fillers and variation selectors are letters or marks to Unicode, and nothing to the eye. */
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\u034f\\u115f\\u1160\\u2800\\u3164\\uffa0"
                    + "\\ufe00-\\ufe0f\\x{e0100}-\\x{e01ef}]");

    /** Marks piled up on one letter are drawn over the lines above it. */
    private static final Pattern PILED_MARKS = Pattern.compile("(\\p{M}{4})\\p{M}+");

    private static final int CONTROL_PICTURES = 0x2400;
    private static final int DELETE = 0x7f;
    private static final char DELETE_PICTURE = '\u2421';

    private Visible() {}

    static String text(String chosen) {
        String shown = UNSEEN.matcher(chosen).replaceAll(Visible::shown);
        return PILED_MARKS.matcher(shown).replaceAll("$1\u2026");
    }

    private static String shown(MatchResult found) {
        int point = found.group().codePointAt(0);
        if (point < ' ') {
            return Character.toString(CONTROL_PICTURES + point);
        }
        return point == DELETE
                ? Character.toString(DELETE_PICTURE)
                : String.format(Locale.ROOT, "\u27e8U+%04X\u27e9", point);
    }
}
