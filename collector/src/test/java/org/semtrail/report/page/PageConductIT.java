package org.semtrail.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.semtrail.report.Json;

/** The page keeps to itself, whatever is in it, and is whole without scripts and in print. */
class PageConductIT extends InBrowser {
    @Test
    void nothingIsLoadedSentOrComplainedOfWhateverIsPressed() throws IOException {
        Path page = incident();
        try (Tab tab = browser.tab().open(page)) {
            pressEverything(tab);
            assertEquals(List.of(page.toUri().toString()), tab.requests());
            assertEquals(List.of(), tab.complaints());
        }
    }

    @Test
    void theReportOfARealIncidentIsDrawnAndItsEvidenceIsFound() throws IOException {
        Path report = Path.of("src/test/resources/story/apache-leak/report.json");
        try (Tab tab = browser.tab().open(page("real.html", Json.parse(Files.readAllBytes(report))))) {
            assertEquals("18", tab.text("#who-table tbody td:nth-child(2)"));
            assertEquals("4", tab.text("#who-table tbody td:nth-child(5)"));
            assertTrue(tab.count(".flame[aria-label^='shop.Semaphore.create']") > 0);
            tab.click("a[data-event]");
            tab.await("document.activeElement.matches('tr.sought')");
            pressEverything(tab);
            assertEquals(List.of(), tab.complaints());
        }
    }

    @Test
    void ofWhatTheEvidenceHasNothingNoEmptyTableIsShown() throws IOException {
        try (Tab tab = browser.tab().open(page("empty.html", Json.object().put("schema", "semtrail.report")))) {
            assertEquals(
                    "Not in this evidence: calls of JVMs, waits that were long enough to be told, Java stacks, semaphore sets, processes.",
                    tab.text("#absent"));
            assertEquals(1, tab.count("#drawn table, #events-drawn table"));
            assertTrue(tab.is("[...document.links].every(a => document.querySelector(a.getAttribute('href')))"));
            assertEquals(List.of(), tab.complaints());
        }
    }

    @Test
    void aPageThatLoadsAndBreaksItsPolicyWouldBeHeard() throws IOException {
        Path page = folder.resolve("bad.html");
        Files.writeString(
                page,
                "<meta http-equiv=Content-Security-Policy content=\"script-src 'none'\"><script>1</script>"
                        + "<img src=other.png><body>");
        try (Tab tab = browser.tab()) {
            tab.load(page);
            assertTrue(tab.requests().stream().anyMatch(url -> url.endsWith("/other.png")));
            assertTrue(tab.complaints().stream().anyMatch(c -> c.contains("Content Security Policy")));
        }
    }

    @Test
    void namesThatProcessesChoseStayText() throws IOException {
        Path page = page("hostile.html", Hostile.document());
        try (Tab tab = browser.tab().open(page)) {
            pressEverything(tab);
            assertTrue(tab.is("window.attacked === undefined"));
            assertEquals(3, tab.count("script"));
            assertEquals(1, tab.count("style"));
            assertEquals(0, tab.count("img, svg, iframe, object, embed, form, base, link, meta[http-equiv=refresh]"));
            assertTrue(tab.is("[...document.links].every(a => a.getAttribute('href').startsWith('#'))"));
            assertTrue(
                    tab.is(
                            "[...document.querySelectorAll('*')].every(e => [...e.attributes].every(a => !a.name.startsWith('on')))"));
            assertFalse(
                    tab.is(
                            "/[\\u0000-\\u0009\\u000b-\\u001f\\u007f\\u202a-\\u202e\\u2066-\\u2069\\u2028]/.test(document.body.innerText.replaceAll('\\t', ''))"));
            assertTrue(tab.is("document.body.innerText.includes('⟨U+202E⟩gpj.exe⟨U+2066⟩hidden')"));
            assertTrue(tab.is("document.body.innerText.includes('</script><script>window.attacked=1</script>')"));
            assertEquals(List.of(page.toUri().toString()), tab.requests());
            assertEquals(List.of(), tab.complaints());
        }
    }

    /** Not timed: what is asserted is that the number of elements neither follows the data nor grows by use. */
    @Test
    void aLargeDocumentDrawsNoMoreThanASmallOneHoweverItIsUsed() throws IOException {
        try (Tab tab = browser.tab()
                .open(page("large.html", MadeReport.incident(20_000).document()))) {
            int elements = tab.count("*");
            assertTrue(elements < 4_000, () -> elements + " elements");
            tab.focus(".handle");
            for (int i = 0; i < 10; i++) {
                tab.press(i % 2 == 0 ? "PageUp" : "PageDown");
            }
            assertTrue(Math.abs(tab.count("*") - elements) < 200);
            assertEquals("20\u202f000", tab.text("#sets-table .count"));
            assertEquals(List.of(), tab.complaints());
        }
    }

    /** The hashes let in what is ours, which every other test shows by what is drawn. */
    @Test
    void whatGotIntoThePageWouldNotRunLoadOrLookDifferent() throws IOException {
        Path page = incident();
        try (Tab tab = browser.tab().open(page)) {
            assertTrue(tab.is("document.styleSheets.length === 1 && document.styleSheets[0].cssRules.length > 100"));
            for (String attack : List.of(
                    "s => { s.append('window.attacked = 1'); document.body.append(s); }",
                    "s => { s.src = 'data:text/javascript,window.attacked=1'; document.body.append(s); }",
                    "(s, d) => { d.setAttribute('onclick', 'window.attacked = 1'); document.body.append(d); d.click(); }",
                    "(s, d) => { d.innerHTML = '<img src=x onerror=window.attacked=1>'; document.body.append(d); }",
                    "(s, d) => { d.setAttribute('style', 'position: absolute'); d.id = 'styled'; document.body.append(d); }",
                    "(s, d, f) => { f.srcdoc = '<script>parent.attacked=1</script>'; document.body.append(f); }",
                    "() => { fetch('http://attacker.invalid/x').catch(() => {}); }",
                    "() => { new Image().src = 'http://attacker.invalid/x'; }")) {
                tab.evaluate("try { (" + attack + ")(document.createElement('script'), document.createElement('div'),"
                        + " document.createElement('iframe')); } catch (refused) {}");
            }
            tab.settle();
            assertTrue(tab.is("window.attacked === undefined"));
            assertTrue(tab.is("getComputedStyle(document.querySelector('#styled')).position === 'static'"));
            assertTrue(tab.complaints().size() >= 5, () -> tab.complaints().toString());
        }
    }

    @Test
    void withoutScriptTheVerdictAndTheEvidenceAreThere() throws IOException {
        try (Tab tab = browser.tab()) {
            tab.ask("Emulation.setScriptExecutionDisabled", Map.of("value", true));
            tab.load(incident());
            List<String> names = names(tab);
            assertTrue(
                    names.contains(
                            "Apache could not start: all 128 semaphore sets were taken, 118 of them by one JVM that never removes any"));
            assertTrue(names.contains("06:00:00"));
            assertTrue(names.stream()
                    .anyMatch(n -> n.startsWith("The time line, the tables and the flame graph need JavaScript")));
            assertFalse(names.contains("Java stacks"));
        }
    }
}
