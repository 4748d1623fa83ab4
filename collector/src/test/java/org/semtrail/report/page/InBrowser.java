package org.semtrail.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Pages in one browser for all tests of a class. */
abstract class InBrowser {
    static final int SETS = 118;

    @TempDir
    static Path folder;

    static Chromium browser;

    @BeforeAll
    static void startTheBrowser() throws IOException {
        Assumptions.assumeTrue(Chromium.program().isPresent(), "without chromium no page is looked at");
        browser = Chromium.start(Chromium.program().get(), folder.resolve("profile"));
    }

    @AfterAll
    static void endTheBrowser() throws InterruptedException {
        if (browser != null) {
            browser.end();
            browser = null;
        }
    }

    static void prefer(Tab tab, String scheme) {
        tab.ask(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    static int brightness(Tab tab) {
        return tab.evaluate("Math.max(...getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number))")
                .asInt();
    }

    static List<String> names(Tab tab) {
        return StreamSupport.stream(tab.accessible().spliterator(), false)
                .map(n -> n.at("/name/value").asText())
                .toList();
    }

    /** Every button and head of a column, each row unfolded, each link followed. */
    static void pressEverything(Tab tab) {
        tab.evaluate("document.querySelectorAll('button:not(.copy), a[data-event]').forEach(b => b.click())");
        tab.settle();
        tab.evaluate("document.querySelectorAll('.unfold, .flame').forEach(b => b.click())");
        tab.settle();
    }

    static Path incident() throws IOException {
        return page("incident.html", MadeReport.incident(SETS).document());
    }

    static Path page(String name, JsonNode document) throws IOException {
        Path file = folder.resolve(name);
        try (Writer out = Files.newBufferedWriter(file)) {
            HtmlPage.write(document, out);
        }
        return file;
    }
}
