package org.semtrail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.semtrail.app.Cli;
import org.semtrail.app.Console;
import org.semtrail.app.Context;
import org.semtrail.capture.host.HostRoot;
import org.semtrail.capture.host.Kernel;
import org.semtrail.capture.host.KernelLoader;
import picocli.CommandLine;

/** The tree of commands as it is declared. */
class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void everyCommandShowsExamplesOfItself() {
        Map<String, CommandLine> commands = new TreeMap<>();
        collect(tree(), commands);
        assertTrue(commands.size() >= 10, commands.keySet().toString());
        commands.forEach((name, command) -> {
            String help = command.getUsageMessage();
            int examples = help.indexOf("Examples:");
            assertTrue(examples > 0, name + " has no examples");
            assertTrue(help.indexOf("  " + name, examples) > 0, name + " is not in its own examples: " + help);
        });
    }

    @Test
    void anUnknownCommandIsUsage() {
        assertEquals(2, run("no-such-command"));
        assertTrue(err.toString().contains("no-such-command"), err.toString());
    }

    @Test
    void aHostOfWhichNothingCanBeReadIsNotAHostWithoutSets() {
        assertEquals(4, run("list"));
        assertEquals("", out.toString());
        assertTrue(err.toString().startsWith("semtrail: "), err.toString());
    }

    private int run(String... args) {
        return Cli.run(new Main(), Main.commands(context()), context().console(), args);
    }

    private CommandLine tree() {
        return Cli.commandLine(new Main(), Main.commands(context()), context().console());
    }

    private Context context() {
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), false, false);
        HostRoot nothing = new HostRoot(Path.of("/nonexistent"));
        return new Context(console, nothing, new KernelLoader(forbidden()), Clock.systemUTC(), Map.of());
    }

    /** Every call is EPERM. */
    private static Kernel forbidden() {
        return (Kernel) Proxy.newProxyInstance(
                Kernel.class.getClassLoader(),
                new Class<?>[] {Kernel.class},
                (proxy, method, args) -> method.getReturnType() == long.class
                        ? (Object) (-1L)
                        : method.getReturnType() == int.class ? (Object) 0 : null);
    }

    private static void collect(CommandLine parent, Map<String, CommandLine> commands) {
        parent.getSubcommands().values().forEach(child -> {
            commands.put(child.getCommandSpec().qualifiedName(), child);
            collect(child, commands);
        });
    }
}
