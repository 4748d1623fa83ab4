package org.semtrail.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.SetFacts;
import org.semtrail.report.HistoryJson;
import org.semtrail.report.Json;
import org.semtrail.report.SetColumns;
import org.semtrail.report.SetJson;
import org.semtrail.report.SetText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code semtrail show}: everything known about one set, with its evidence. */
@Command(
        name = "show",
        description = "Everything known about one semaphore set: its semaphores, who made it, who uses it, and why"
                + " it may go or not.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  semtrail show 32769",
            "  semtrail show 0 --ipc-ns 4026532179   in another IPC namespace, as 'semtrail list' shows it",
            "",
            "Exit status: 0 done; 3 no such set; 4 nothing could be read."
        })
public final class ShowCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private Common common;

    @Mixin
    private RecordingOptions recordings;

    @Parameters(paramLabel = "SEMID", description = "Id of the set, as in 'semtrail list' and 'ipcs -s'.")
    private int semid;

    @Option(names = "--ipc-ns", paramLabel = "INODE", description = "The IPC namespace of the set. Default: ours.")
    private Long ipcNs;

    public ShowCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        HostFacts facts = new Host(context, recordings.about(semid)).facts();
        Sight.require(facts);
        SetFacts set = find(facts);
        if (common.json()) {
            ObjectNode document = Json.document("show", 1);
            Json.put(document, "at", facts.now());
            ObjectNode json = SetJson.of(set, SetColumns.ALL);
            json.set("history", HistoryJson.of(set.history()));
            document.set("set", json);
            document.set("unseen", Json.unseen(facts.unseen()));
            context.console().out().println(Json.text(document));
        } else {
            new SetText(context.console().out(), facts).print(set);
            Sight.tell(facts.unseen(), context.console());
        }
        return ExitCode.OK;
    }

    private SetFacts find(HostFacts facts) {
        long wanted = ipcNs == null ? facts.ownIpcNs() : ipcNs;
        List<SetFacts> same = facts.sets().filter(s -> s.sem().semid() == semid).toList();
        return same.stream().filter(s -> s.sem().ipcNs() == wanted).findFirst().orElseThrow(() -> none(same));
    }

    private Stop none(List<SetFacts> elsewhere) {
        String here = ipcNs == null ? "this IPC namespace" : "IPC namespace " + ipcNs;
        String hint = elsewhere.isEmpty()
                ? "it may be gone; 'semtrail list' shows those there are"
                : "there is one in another namespace: semtrail show " + semid + " --ipc-ns "
                        + elsewhere.get(0).sem().ipcNs();
        return Stop.badInput("no semaphore set " + semid + " in " + here + ": " + hint);
    }
}
