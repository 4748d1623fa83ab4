package org.semtrail.report.page;

import java.util.Arrays;

/** How bad it is, as a word, a sign and the class that colours both; colour is never the only carrier. */
public enum Severity {
    CRITICAL("critical", "✕"),
    WARNING("warning", "!"),
    NOTE("note", "i"),
    OK("ok", "✓"),
    UNKNOWN("unknown", "?");

    private final String word;
    private final String sign;

    Severity(String word, String sign) {
        this.word = word;
        this.sign = sign;
    }

    /** A word that is not known is no less than {@link #UNKNOWN}. */
    static Severity of(String word) {
        return Arrays.stream(values())
                .filter(s -> s.word.equals(word))
                .findFirst()
                .orElse(UNKNOWN);
    }

    public String word() {
        return word;
    }

    public String sign() {
        return sign;
    }
}
