package org.semtrail.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.semtrail.correlate.HostFacts;
import org.semtrail.report.FactsJson;
import org.semtrail.report.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code semtrail facts}: one bounded JSON document for Ansible and others. */
@Command(
        name = "facts",
        description = "The state of this host's semaphores as one JSON document of at most 8 KB.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  semtrail facts",
            "  semtrail facts > /etc/ansible/facts.d/semtrail.fact",
            "",
            "It always exits 0 where anything could be read; what could not is in unseen[]."
        })
public final class FactsCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private Common common;

    @Mixin
    private RecordingOptions recordings;

    public FactsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        long began = System.nanoTime();
        HostFacts facts = new Host(context, recordings).diagnosable();
        Sight.require(facts);
        ObjectNode document = FactsJson.of(facts, Version.text(), (System.nanoTime() - began) / 1_000_000);
        context.console().out().println(Json.line(document));
        return ExitCode.OK;
    }
}
