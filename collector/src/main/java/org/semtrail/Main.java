package org.semtrail;

import java.util.List;
import java.util.concurrent.Callable;
import org.semtrail.app.AttachCommand;
import org.semtrail.app.Cli;
import org.semtrail.app.CompletionCommand;
import org.semtrail.app.Context;
import org.semtrail.app.DemoCommand;
import org.semtrail.app.DoctorCommand;
import org.semtrail.app.ExplainCommand;
import org.semtrail.app.FactsCommand;
import org.semtrail.app.LimitsCommand;
import org.semtrail.app.ListCommand;
import org.semtrail.app.PruneCommand;
import org.semtrail.app.ReportCommand;
import org.semtrail.app.ShowCommand;
import org.semtrail.app.Version;
import picocli.CommandLine.Command;

/** The root of the command line: the list of commands, nothing else. */
@Command(
        name = "semtrail",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Which semaphores are on this host, who made them, who still uses them, which may go,",
            "and how far it is to \"No space left on device\"."
        })
public final class Main {
    Main() {}

    static List<Callable<Integer>> commands(Context context) {
        return List.of(
                // read
                new ListCommand(context),
                new ShowCommand(context),
                new LimitsCommand(context),
                new DoctorCommand(context, System.in),
                new FactsCommand(context),
                new ReportCommand(context, System.in),
                new ExplainCommand(context, System.in),
                // change
                new PruneCommand(context),
                new AttachCommand(context),
                new CompletionCommand(context),
                new DemoCommand());
    }

    public static void main(String[] args) {
        Context context = Context.ofProcess();
        System.exit(Cli.run(new Main(), commands(context), context.console(), args));
    }
}
