package org.semtrail.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.semtrail.capture.host.IpcLimits.Limit;
import org.semtrail.capture.offline.LogScan;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.HostFacts.NamespaceFacts;
import org.semtrail.diagnose.Finding;
import org.semtrail.diagnose.Rules;
import org.semtrail.report.DoctorText;
import org.semtrail.report.ExplainJson;
import org.semtrail.report.FindingJson;
import org.semtrail.report.HistoryJson;
import org.semtrail.report.Json;
import org.semtrail.report.LogText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code semtrail doctor}: what is wrong on this host now, why, and what to do. */
@Command(
        name = "doctor",
        description = "What is wrong with the semaphores of this host, why, and what to type.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  semtrail doctor                    the first thing to type when a program cannot start",
            "  semtrail doctor --json             the same for programs: findings[]",
            "  semtrail doctor --log /var/log/apache2/error.log",
            "  journalctl -u apache2 | semtrail doctor --log -",
            "  semtrail doctor --recordings app.jfr    and what a JVM with the agent recorded elsewhere",
            "",
            "Exit status: 0 nothing wrong; 1 something was found; 4 nothing could be read."
        })
public final class DoctorCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private Common common;

    @Mixin
    private RecordingOptions recordings;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "A log of the program that fails, gzipped or not; - is stdin. May be given several times.")
    private List<String> logs = List.of();

    private final InputStream stdin;

    public DoctorCommand(Context context, InputStream stdin) {
        this.context = context;
        this.stdin = stdin;
    }

    @Override
    public Integer call() {
        List<LogScan> scans = new Logs(stdin).read(logs);
        HostFacts facts = new Host(context, recordings).diagnosable().withLogs(scans);
        Sight.require(facts);
        List<Finding> findings = Rules.check(facts);
        if (common.json()) {
            context.console().out().println(Json.text(json(facts, findings)));
        } else {
            new LogText(context.console().out()).print(scans);
            new DoctorText(context.console().out(), context.console().colour()).print(facts, findings);
            Sight.tell(facts.unseen(), context.console());
        }
        return findings.isEmpty() ? ExitCode.OK : ExitCode.FOUND;
    }

    private static ObjectNode json(HostFacts facts, List<Finding> findings) {
        ObjectNode document = Json.document("doctor", 1);
        Json.put(document, "at", facts.now());
        Json.put(document, "ipc_ns", facts.ownIpcNs());
        ArrayNode found = document.putArray("findings");
        findings.forEach(f -> found.add(FindingJson.finding(f)));
        ArrayNode namespaces = document.putArray("namespaces");
        for (NamespaceFacts ns : facts.namespaces()) {
            ObjectNode node = namespaces.addObject();
            node.put("ipc_ns", ns.ns().inode());
            node.put("own", ns.ns().own());
            ObjectNode limits = node.putObject("limits");
            for (Limit l : ns.limits().rows()) {
                limits.set(l.name(), FindingJson.limit(l));
            }
            node.set("verdicts", Verdicts.count(ns.sets()));
        }
        ArrayNode jvms = document.putArray("jvms");
        facts.jvms().forEach(jvm -> jvms.add(HistoryJson.jvm(jvm)));
        ArrayNode log = document.putArray("log");
        facts.log().forEach(hit -> log.add(ExplainJson.hit(hit)));
        document.set("unseen", Json.unseen(facts.unseen()));
        return document;
    }
}
