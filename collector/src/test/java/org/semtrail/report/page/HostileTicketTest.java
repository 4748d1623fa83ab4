package org.semtrail.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.api.Test;
import org.semtrail.report.story.Outputs;

/** What processes chose is text in the ticket and in the JSON twin, too, whatever shows them. */
class HostileTicketTest {
    private static final Pattern TAG = Pattern.compile("<([a-z0-9]+)(?: [^>]*)?>");

    @Test
    void aTicketMadeHtmlHasNoMarkupButTheReportsOwn() throws IOException {
        String html = html(written(".md", Hostile.document()));
        Set<String> tags = new TreeSet<>();
        TAG.matcher(html).results().forEach(tag -> tags.add(tag.group(1)));
        assertEquals(
                Set.of(
                        "code", "h1", "h2", "h3", "li", "ol", "p", "pre", "strong", "table", "tbody", "td", "th",
                        "thead", "tr", "ul"),
                tags);
        assertTrue(html.contains("&lt;/script&gt;&lt;script&gt;window.attacked=1&lt;/script&gt;"), html);
    }

    /** The report has as many headings, rows and items, whatever the texts in it are. */
    @Test
    void aHostileTicketHasTheShapeOfAnOrdinaryOne() throws IOException {
        String ordinary = html(written(".md", MadeReport.incident(40).document()));
        String hostile = html(written(".md", Hostile.document()));
        for (String tag : List.of("<h1>", "<h2>", "<h3>", "<li>", "<tr>", "<td>", "<pre>", "<ul>")) {
            assertEquals(count(ordinary, tag), count(hostile, tag), tag);
        }
    }

    @Test
    void noAddressInATicketBecomesALink() throws IOException {
        // What stands as code is shown as it is.
        String ticket = written(".md", Hostile.document()).replaceAll("`[^`\n]*`", "");
        assertFalse(Pattern.compile("(?m)^(?!  ).*http://").matcher(ticket).find(), ticket);
    }

    @Test
    void inATicketNothingHidesOrTurnsWhatFollows() throws IOException {
        for (String form : List.of(".md", ".html")) {
            assertFalse(
                    Pattern.compile(
                                    "[\\x00-\\x08\\x0b-\\x1f\\x7f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff]")
                            .matcher(written(form, Hostile.document()))
                            .find(),
                    form);
        }
    }

    @Test
    void theJsonTwinReadsBackAsItWas() throws IOException {
        ObjectNode document = Hostile.document();
        String json = written(".json", document);
        assertEquals(document.toString(), new ObjectMapper().readTree(json).toString());
    }

    private static String html(String markdown) {
        List<org.commonmark.Extension> tables = List.of(TablesExtension.create());
        return HtmlRenderer.builder()
                .extensions(tables)
                .build()
                .render(Parser.builder().extensions(tables).build().parse(markdown));
    }

    private static String written(String form, ObjectNode document) throws IOException {
        StringWriter out = new StringWriter();
        Outputs.of("report" + form).orElseThrow().form().write(document, out);
        return out.toString();
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
