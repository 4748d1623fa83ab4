package org.semtrail.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.WriterOutput;
import java.io.Writer;

/** The report as one HTML file: the verdict as text, the document itself, and the scripts that draw it. */
public final class HtmlPage {
    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, HtmlPage.class.getClassLoader(), "org.semtrail.report.page.template");

    private HtmlPage() {}

    /** Writes the page of a document of schema {@code semtrail.report}. */
    public static void write(JsonNode document, Writer out) {
        TEMPLATES.render("page.jte", PageText.of(document), new WriterOutput(out));
    }
}
