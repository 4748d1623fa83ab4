package org.semtrail.app;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code semtrail completion bash}: the completion of the shell, written from the declared commands. */
@Command(
        name = "completion",
        description = "Completion for bash, to be read by it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(semtrail completion bash)",
            "  semtrail completion bash >/usr/share/bash-completion/completions/semtrail    for all users"
        })
public final class CompletionCommand implements Callable<Integer> {
    /** The shells that can be completed, in their own spelling. */
    enum Shell {
        bash
    }

    private final Context context;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    @Parameters(paramLabel = "SHELL", description = "bash")
    private Shell shell;

    public CompletionCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        context.console().out().print(AutoComplete.bash("semtrail", spec.root().commandLine()));
        return ExitCode.OK;
    }
}
