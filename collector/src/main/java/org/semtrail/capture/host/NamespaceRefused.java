package org.semtrail.capture.host;

/** Says why a namespace could not be entered. */
public final class NamespaceRefused extends Exception {
    private static final long serialVersionUID = 1L;

    NamespaceRefused(String why) {
        super(why, null, false, false);
    }
}
