package org.semtrail.agent.emit;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.SettingControl;

/**
 * The setting {@code successThreshold} of the events of hot operations: from which duration on a successful one is told. It is
 * not JFR's own {@code threshold}, for that would hide failures too, which are short.
 */
public abstract class SuccessThreshold extends SettingControl {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15}) ?(ns|us|ms|s|m|h|d)");

    private final EventKind kind;
    private String value;

    SuccessThreshold(EventKind kind) {
        this.kind = kind;
        this.value = kind.slowNanos + " ns";
    }

    /** Of several recordings the one that wants to know most decides. */
    @Override
    public String combine(Set<String> values) {
        String least = null;
        for (String each : values) {
            if (least == null || nanos(each) < nanos(least)) {
                least = each;
            }
        }
        return least == null ? value : least;
    }

    @Override
    public void setValue(String text) {
        value = text;
        kind.slowNanos = nanos(text);
    }

    @Override
    public String getValue() {
        return value;
    }

    /** What cannot be read hides nothing that the agent's default would tell. */
    static long nanos(String text) {
        Matcher form = FORM.matcher(text.trim());
        if (!form.matches()) {
            return Settings.DEFAULT_SLOW_NANOS;
        }
        long number = Long.parseLong(form.group(1));
        switch (form.group(2)) {
            case "ns":
                return number;
            case "us":
                return number * 1_000L;
            case "ms":
                return number * 1_000_000L;
            case "s":
                return number * 1_000_000_000L;
            case "m":
                return number * 60_000_000_000L;
            case "h":
                return number * 3600_000_000_000L;
            default:
                return number * 86400_000_000_000L;
        }
    }
}
