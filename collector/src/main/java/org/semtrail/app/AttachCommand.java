package org.semtrail.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.semtrail.capture.host.JvmProcess;
import org.semtrail.capture.host.Kernel;
import org.semtrail.report.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code semtrail attach}: loads the agent into a JVM that runs, and says what it cannot see there. */
@Command(
        name = "attach",
        description = {
            "Load the agent into a running JVM, or give the one that is there other options.",
            "",
            "What it then cannot see: calls through native methods that were linked before (most of JNR-FFI, direct"
                    + " mappings of JNA, JNI) and through FFM handles that were made before. Calls through JNA"
                    + " interfaces, and all that is loaded from now on, are recorded. To see everything, start the JVM"
                    + " with -javaagent:semtrail-agent.jar. JDK 21 and newer warn of the attach on the JVM's stderr,"
                    + " unless it runs with -XX:+EnableDynamicAgentLoading."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  semtrail attach 4711",
            "  semtrail attach 4711 threshold=1ms,usage=5s",
            "  java -jar semtrail-agent.jar              the options of the agent",
            "",
            "Exit status: 0 loaded; 3 no such process, wrong options; 4 not a JVM, or it refuses."
        })
public final class AttachCommand implements Callable<Integer> {
    /** Set by the agent in the JVM that it was loaded into: "ok: …" or "error: …". */
    static final String ANSWER = "semtrail.agent.answer";

    private final Context context;

    @Parameters(index = "0", paramLabel = "PID", description = "The JVM's process id.")
    private int pid;

    @Parameters(index = "1", arity = "0..1", paramLabel = "OPTIONS", description = "Options of the agent.")
    private String options;

    @Option(
            names = "--agent",
            paramLabel = "JAR",
            description = "The agent's jar. Default: semtrail-agent.jar beside the collector's.")
    private Path agent;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    public AttachCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (!Files.isDirectory(context.host().proc(String.valueOf(pid)))) {
            throw Stop.badInput("there is no process " + pid);
        }
        AgentJar jar = new AgentJar(agent);
        JvmProcess jvm = JvmProcess.read(context.host(), pid)
                .orElseThrow(() -> Stop.cannotSee("process " + pid + " may not be looked into; try as root"));
        // SIGQUIT, by which a JVM is asked to open its socket, ends others.
        if (!jvm.hotSpot() || !jvm.catchesQuit()) {
            throw Stop.cannotSee("process " + pid
                    + (jvm.hotSpot()
                            ? " takes no attach: it runs with -Xrs, or only just starts"
                            : " is not a HotSpot JVM"));
        }
        tell(loaded(jar, jvm));
        return ExitCode.OK;
    }

    private Properties loaded(AgentJar jar, JvmProcess jvm) {
        Kernel kernel = context.kernel()
                .get()
                .orElseThrow(() -> Stop.cannotSee("attaching needs native calls, which do not work here"));
        try (JvmFiles files = new JvmFiles(kernel, context.host(), pid)) {
            AttachSocket socket = new AttachSocket(kernel, files, jvm);
            String refused = jar.isSeenBy(context.host(), pid)
                    ? socket.load(jar.toString(), options)
                    : loadCopy(jar, files, socket);
            if (!refused.isEmpty()) {
                throw Stop.cannotSee("process " + pid + " does not take the agent: " + Text.safe(refused)
                        + "; a JVM with -XX:-EnableDynamicAgentLoading takes none");
            }
            return socket.properties();
        } catch (IOException e) {
            throw Stop.cannotSee("process " + pid + " cannot be attached to: " + e.getMessage()
                    + "; only its own user and root may, and none where it runs with -XX:+DisableAttachMechanism");
        }
    }

    private String loadCopy(AgentJar jar, JvmFiles files, AttachSocket socket) throws IOException {
        String folder = jar.copyTo(files);
        try {
            return socket.load("/tmp/" + folder + "/" + AgentJar.NAME, options);
        } finally {
            files.takeAway(folder, AgentJar.NAME);
        }
    }

    private void tell(Properties properties) {
        String answer = properties.getProperty(ANSWER, "error: the agent gave no answer; see the JVM's stderr");
        if (!answer.startsWith("ok: ")) {
            throw Stop.badInput("process " + pid + ": " + answer.replaceFirst("^error: ", ""));
        }
        PrintWriter out = context.console().out();
        List<String> lines = List.of(answer.substring(4).split("\n"));
        out.println("Process " + pid + ": " + Text.safe(lines.get(0)));
        lines.stream().skip(1).forEach(line -> out.println("  " + Text.safe(line)));
    }
}
