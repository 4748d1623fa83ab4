package org.semtrail.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code semtrail demo} for the help and the completion: the launcher plays it, from the source tree. */
@Command(
        name = "demo",
        description = "The Apache incident, for real, in private namespaces; needs root and the source tree.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  semtrail demo",
            "  semtrail demo --fast                       without pauses for reading",
            "  semtrail demo --keep-evidence DIR          with logs, answers and receipts kept"
        })
public final class DemoCommand implements Callable<Integer> {
    @Option(names = "--fast", description = "No pauses for reading.")
    private boolean fast;

    @Option(names = "--keep-evidence", paramLabel = "DIR", description = "Copy logs, JSON answers and receipts there.")
    private String evidence;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    @Override
    public Integer call() {
        throw Stop.cannotSee("the demo is played by the launcher of a source tree: ./semtrail demo");
    }
}
