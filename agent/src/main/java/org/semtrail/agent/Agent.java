package org.semtrail.agent;

import java.lang.instrument.Instrumentation;
import org.semtrail.agent.bind.Bindings;
import org.semtrail.agent.emit.Complaint;
import org.semtrail.agent.emit.Recorder;

/** Entry of the Java agent: the boot sequence. Whatever fails, the application runs on. */
public final class Agent {
    private static boolean installed;

    private Agent() {}

    public static void premain(String options, Instrumentation instrumentation) {
        boot(options, instrumentation, false);
    }

    public static void agentmain(String options, Instrumentation instrumentation) {
        boot(options, instrumentation, true);
    }

    /** {@code java -jar semtrail-agent.jar} prints the options. */
    public static void main(String[] arguments) {
        System.out.print(AgentOptions.help());
    }

    private static synchronized void boot(String text, Instrumentation instrumentation, boolean late) {
        boolean wasThere = installed;
        try {
            if (!BootPath.isOurs()) {
                BootPath.moveTo(instrumentation, text, late);
                return;
            }
            if ("help".equals(text)) {
                System.err.print(AgentOptions.help());
                return;
            }
            if (installed) {
                AgentOptions options = AgentOptions.parse(text, Recorder.settings());
                Recorder.reconfigure(options.settings);
                Answer.changed(late, options.changeable, options.fixed);
                return;
            }
            AgentOptions options = AgentOptions.parse(text);
            options.settings.lateAttach = late;
            installed = true;
            Recorder.configure(options.settings, new Modules(instrumentation));
            Bindings.install(instrumentation, options.mappings, late, new SelfTest());
            Answer.loaded(late, Bindings.NOT_SEEN_LATE);
        } catch (IllegalArgumentException e) {
            Complaint.make(e.getMessage() + (wasThere ? "; all stays as it was" : "; the agent stays off"));
            Answer.refused(late, e.getMessage());
        } catch (Throwable t) {
            Complaint.make("cannot record: " + t);
            Answer.refused(late, "cannot record: " + t);
        }
    }
}
