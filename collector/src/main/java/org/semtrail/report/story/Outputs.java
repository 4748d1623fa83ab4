package org.semtrail.report.story;

import java.util.List;
import java.util.Optional;
import org.semtrail.report.Json;
import org.semtrail.report.page.HtmlPage;
import org.semtrail.report.ticket.Ticket;

/** All kinds of files that a report can be. Each is made of the JSON document and of nothing else. */
public final class Outputs {
    public static final List<Output> ALL = List.of(
            new Output(".html", "one page to mail, which needs nothing else", HtmlPage::write),
            new Output(
                    ".json",
                    "one document for programs, schema semtrail.report",
                    (d, out) -> out.write(Json.compact(d))),
            new Output(".md", "Markdown for a ticket", Ticket::write));

    private Outputs() {}

    public static Optional<Output> of(String fileName) {
        return ALL.stream().filter(o -> fileName.endsWith(o.suffix())).findFirst();
    }
}
