package org.semtrail.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.semtrail.capture.host.IpcKernel;
import org.semtrail.capture.host.IpcSysctl;
import org.semtrail.capture.host.Reading;
import org.semtrail.capture.host.SysctlFiles;
import org.semtrail.capture.host.SysctlLine;
import org.semtrail.diagnose.Present;
import org.semtrail.diagnose.SemAdvice;
import org.semtrail.report.Json;
import org.semtrail.report.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code semtrail limits recommend}: a kernel.sem line that is right for this host. */
@Command(
        name = "recommend",
        description = {
            "Print a file for /etc/sysctl.d that sets kernel.sem with its four fields right.",
            "Never lower than what runs now, than the kernel's own values, or than what is in use. Where to put it and"
                    + " how to load it is told on stderr. Nothing is changed."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  semtrail limits recommend                              twice what is in use",
            "  semtrail limits recommend --sets 20000 --headroom 1.5  room for 30000 sets",
            "  semtrail limits recommend | sudo tee /etc/sysctl.d/60-semtrail.conf"
        })
final class LimitsRecommendCommand implements Callable<Integer> {
    @Mixin
    private Common common;

    @Option(
            names = "--sets",
            paramLabel = "N",
            description = "Semaphore sets that must fit in all. Default: what is in use now.")
    private long sets;

    @Option(
            names = "--semaphores",
            paramLabel = "N",
            description = "Semaphores in all sets together that must fit. Default: what is in use now.")
    private long semaphores;

    @Option(
            names = "--headroom",
            paramLabel = "FACTOR",
            defaultValue = "2",
            description = "How many times as much to allow; 1 is no room at all. Default: ${DEFAULT-VALUE}.")
    private double headroom;

    @Spec
    private CommandSpec spec;

    private final Context context;
    private final LimitsCommand parent;

    LimitsRecommendCommand(Context context, LimitsCommand parent) {
        this.context = context;
        this.parent = parent;
    }

    @Override
    public Integer call() {
        refuseNonsense();
        Here here = Here.read(context);
        Present present = new Present(here.limits(), true, false, IpcKernel.read(context.host()));
        SemAdvice advice = SemAdvice.of(present, sets, semaphores, headroom);
        if (advice.tooMany() != null) {
            throw Stop.badInput(advice.tooMany());
        }
        Reading<SysctlLine> lines = SysctlFiles.read(context.host());
        SemAdvice.Place place = SemAdvice.place(lines.rows());
        if (common.json() || parent.json()) {
            printJson(here, advice, place);
        } else {
            printText(here, advice, place);
        }
        return ExitCode.OK;
    }

    private void refuseNonsense() {
        if (sets < 0 || semaphores < 0 || sets > Integer.MAX_VALUE || semaphores > Integer.MAX_VALUE) {
            throw new ParameterException(
                    spec.commandLine(), "--sets and --semaphores are numbers from 0 to 2147483647");
        }
        if (!(headroom >= 1 && headroom <= 1000)) {
            throw new ParameterException(spec.commandLine(), "--headroom is a factor from 1 to 1000");
        }
    }

    private void printJson(Here here, SemAdvice advice, SemAdvice.Place place) {
        ObjectNode document = Json.document("limits-recommend", 1);
        Json.put(document, "at", context.now());
        here.putNamespace(document);
        document.put("file", place.file()).put("text", advice.text()).put("changes", advice.isChange());
        ArrayNode fields = document.putArray("kernel.sem");
        for (int i = 0; i < 4; i++) {
            IpcSysctl.Field field = IpcSysctl.SEM.fields.get(i);
            ObjectNode node = fields.addObject().put("name", field.name());
            node.put("value", advice.values().get(i));
            here.limits()
                    .get(field.name())
                    .ifPresent(l -> node.put("present", l.limit()).put("used", l.used()));
        }
        place.others().forEach(document.putArray("other_lines")::add);
        document.set("unseen", Json.unseen(here.unseen()));
        context.console().out().println(Json.text(document));
    }

    private void printText(Here here, SemAdvice advice, SemAdvice.Place place) {
        context.console().out().print(advice.text());
        context.console().out().flush();
        PrintWriter err = context.console().err();
        err.println(
                advice.isChange()
                        ? "Raises kernel.sem from " + advice.presentText() + "."
                        : "kernel.sem is " + advice.presentText() + " already: nothing needs to be changed now.");
        err.println("Put it into " + place.file() + ", then: sysctl -p " + place.file());
        err.println("At boot it is loaded by systemd-sysctl or \"sysctl --system\"; \"sysctl -p\" alone reads only "
                + SysctlFiles.SYSCTL_CONF + ".");
        place.others().forEach(line -> err.println("NOTE: " + Text.safe(line)));
        err.println("It does not reach containers with an IPC namespace of their own: set it there (docker run --sysctl"
                + " kernel.sem=\"…\"; Kubernetes: securityContext.sysctls).");
        if (!here.isInitial()) {
            err.println("This is such a namespace, not the host's own: the figures are this container's.");
        }
        here.tellUnseen(context.console());
    }
}
