package org.semtrail.app;

import picocli.CommandLine.Option;

/** The options that every command has. */
final class Common {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    @Option(names = "--json", description = "One JSON document on stdout instead of text.")
    private boolean json;

    boolean json() {
        return json;
    }
}
