package org.semtrail.diagnose;

/** Words for commands that people paste. */
final class Shell {
    private Shell() {}

    /** One word for sh(1), whatever somebody named a file. */
    static String word(String text) {
        return text.matches("[A-Za-z0-9_./:=@%+,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
