package org.semtrail.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.semtrail.report.Text;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Runs one command line and gives each kind of failure its one fate (see {@link ExitCode}). */
public final class Cli {
    private Cli() {}

    public static int run(Object root, List<Callable<Integer>> commands, Console console, String... args) {
        CommandLine cli = commandLine(root, commands, console);
        int exit = cli.execute(args);
        console.out().flush();
        console.err().flush();
        return console.out().checkError() ? Math.max(exit, ExitCode.CANNOT_SEE) : exit;
    }

    /** The whole tree of commands, wired to a console. */
    public static CommandLine commandLine(Object root, List<Callable<Integer>> commands, Console console) {
        CommandLine cli = new CommandLine(root);
        commands.forEach(cli::addSubcommand);
        cli.setUsageHelpWidth(100);
        cli.setOut(console.out());
        cli.setErr(console.err());
        cli.setColorScheme(CommandLine.Help.defaultColorScheme(console.colour() ? Ansi.ON : Ansi.OFF));
        cli.setCaseInsensitiveEnumValuesAllowed(true);
        cli.setParameterExceptionHandler((e, a) -> usage(e.getCommandLine(), e.getMessage(), console.err()));
        cli.setExecutionExceptionHandler((e, command, parsed) -> failed(e, console.err()));
        return cli;
    }

    private static int usage(CommandLine command, String message, PrintWriter err) {
        err.println("semtrail: " + message.lines().findFirst().orElse("wrong command line"));
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private static int failed(Exception e, PrintWriter err) {
        if (e instanceof Stop stop) {
            err.println("semtrail: " + Text.safe(stop.getMessage()));
            return stop.exitCode();
        }
        err.println("semtrail: this is a bug of semtrail; nothing was changed on the host after this point. Please"
                + " report what follows.");
        e.printStackTrace(err);
        return ExitCode.BUG;
    }
}
