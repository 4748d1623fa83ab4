package org.semtrail.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The page for eyes that want dark, for ears, for keys alone, and for a narrow screen. */
class PageForAllIT extends InBrowser {
    /** What no scrolling box around it keeps inside of the page's width. */
    private static final String OUTSIDE = """
            [...document.querySelectorAll('body *')].filter(e => {
              if (e.closest('.skip') || e.getBoundingClientRect().right <= innerWidth + 1) return false;
              for (let a = e.parentElement; a !== document.body; a = a.parentElement) {
                const s = getComputedStyle(a);
                if (s.overflowX !== 'visible' && (getComputedStyle(e).position !== 'absolute' || s.position !== 'static')) return false;
              }
              return true;
            }).map(e => e.tagName + '.' + e.className).join(' ')""";

    @Test
    void theColoursFollowTheReadersSystemAndTheSwitch() throws IOException {
        try (Tab tab = browser.tab()) {
            prefer(tab, "dark");
            tab.open(incident());
            assertTrue(brightness(tab) < 60);
            tab.click("#theme");
            assertTrue(brightness(tab) > 200);
            tab.click("#theme");
            assertTrue(brightness(tab) < 60);
            prefer(tab, "light");
            tab.open(incident());
            assertTrue(brightness(tab) > 200);
            assertEquals(List.of(), tab.complaints());
        }
    }

    @Test
    void aScreenReaderFindsANameOnEverythingThatIsUsedAndACaptionOnEachTable() throws IOException {
        try (Tab tab = browser.tab().open(incident())) {
            List<String> nameless = StreamSupport.stream(tab.accessible().spliterator(), false)
                    .filter(n -> List.of(
                                    "button",
                                    "link",
                                    "slider",
                                    "textbox",
                                    "searchbox",
                                    "table",
                                    "region",
                                    "figure",
                                    "img",
                                    "image",
                                    "treeitem",
                                    "tree",
                                    "heading")
                            .contains(n.at("/role/value").asText()))
                    .filter(n -> !n.path("ignored").asBoolean()
                            && n.at("/name/value").asText("").isBlank())
                    .map(JsonNode::toString)
                    .toList();
            assertEquals(List.of(), nameless);
            assertEquals(0, tab.count("table:not(:has(caption)), th:not([scope])"));
            assertTrue(
                    tab.is(
                            "new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size === document.querySelectorAll('[id]').length"));
            assertEquals(1, tab.count("h1"));
        }
    }

    @Test
    void aScreenReaderHearsEachNameOnceAndTheHeadingsInTheirOrder() throws IOException {
        try (Tab tab = browser.tab().open(incident())) {
            List<JsonNode> heard = StreamSupport.stream(tab.accessible().spliterator(), false)
                    .filter(n -> !n.path("ignored").asBoolean())
                    .toList();
            List<String> twice = heard.stream()
                    .filter(n -> !n.at("/name/value").asText("").isEmpty()
                            && n.at("/name/value").equals(n.at("/description/value")))
                    .map(JsonNode::toString)
                    .toList();
            assertEquals(List.of(), twice);
            assertEquals(
                    List.of("banner", "main", "navigation"),
                    heard.stream()
                            .map(n -> n.at("/role/value").asText())
                            .filter(List.of("banner", "main", "navigation", "complementary", "contentinfo")::contains)
                            .sorted()
                            .toList());
            assertEquals(
                    "",
                    tab.evaluate(
                                    "[...document.querySelectorAll('h1, h2, h3, h4')].filter((h, i, all) =>"
                                            + " i > 0 && h.tagName[1] - all[i - 1].tagName[1] > 1).map(h => h.textContent).join('; ')")
                            .asText());
            assertEquals(
                    tab.count("#sets-table .unfold"),
                    tab.evaluate(
                                    "new Set([...document.querySelectorAll('#sets-table .unfold')].map(b => b.ariaLabel)).size")
                            .asInt());
        }
    }

    @Test
    void theTabKeyGoesFromTheTopDownAndReachesTheHandles() throws IOException {
        try (Tab tab = browser.tab().open(incident())) {
            tab.press("Tab");
            assertEquals(
                    "Skip to the findings",
                    tab.evaluate("document.activeElement.textContent").asText());
            tab.press("Tab");
            assertEquals("theme", tab.evaluate("document.activeElement.id").asText());
            for (int i = 0; i < 60 && !tab.is("document.activeElement.matches('.handle')"); i++) {
                tab.press("Tab");
            }
            assertTrue(tab.is("document.activeElement.matches('.handle')"));
            assertEquals(0, tab.count("[tabindex]:not([tabindex='0']):not([tabindex='-1'])"));
        }
    }

    @Test
    void aScreenReaderIsToldOnceWhatAKeyChanged() throws IOException {
        try (Tab tab = browser.tab().open(incident())) {
            assertEquals("", tab.text("#status"));
            tab.focus(".handle");
            tab.press("PageUp");
            tab.press("PageUp");
            tab.await("document.querySelector('#status').textContent !== ''");
            assertTrue(tab.text("#status").startsWith("Selected: 06:02:00 – 06:10:00 UTC (8 min): 94 made"));
            tab.focus("#sets-table input");
            tab.type("batch");
            tab.await("document.querySelector('#status').textContent.endsWith(': 1 of 118')");
            tab.focus("#sets-table thead button");
            tab.press("Enter");
            tab.await("document.querySelector('#status').textContent.endsWith('sorted by Set, ascending')");
            assertEquals(
                    "status",
                    tab.evaluate("document.querySelector('#status').role").asText());
        }
    }

    @Test
    void noKeyTakesTheFocusAway() throws IOException {
        try (Tab tab = browser.tab().open(incident())) {
            tab.focus(".handle");
            tab.press("PageUp");
            tab.focus("#selected button");
            tab.press("Enter");
            assertEquals(
                    "All of the time",
                    tab.evaluate("document.activeElement.textContent").asText());
            tab.focus("#sets-table .more");
            tab.press("Enter");
            assertTrue(tab.is("document.activeElement.closest('#sets-table') !== null"));
            assertTrue(tab.is("getComputedStyle(document.activeElement).outlineStyle !== 'none'"));
        }
    }

    /** From the first to the last thing that can be used, and out at the end: no trap, and nothing that shows no focus. */
    @Test
    void theTabKeyReachesEverythingThatTheMouseDoesAndShowsWhereItIs() throws IOException {
        try (Tab tab =
                browser.tab().open(page("keys.html", MadeReport.incident(4).document()))) {
            tab.evaluate(
                    "window.reached = new Set(); window.unseen = new Set();"
                            + "addEventListener('focusin', e => { reached.add(e.target);"
                            + " if (getComputedStyle(e.target).outlineStyle === 'none') unseen.add(e.target.outerHTML.slice(0, 80)); })");
            tab.press("Tab");
            int presses = 0;
            do {
                tab.press("Tab");
            } while (++presses < 250 && !tab.is("document.activeElement.matches('body, .skip')"));
            assertEquals(
                    "",
                    tab.evaluate(
                                    "[...document.querySelectorAll('a[href], button, input, summary, .handle, .scroll')]"
                                            + ".filter(e => e.checkVisibility() && !reached.has(e)).map(e => e.outerHTML.slice(0, 80)).join(' ')")
                            .asText());
            assertEquals("", tab.evaluate("[...unseen].join(' ')").asText());
        }
    }

    @Test
    void onANarrowScreenNothingStandsOutOfThePage() throws IOException {
        try (Tab tab = browser.tab()) {
            tab.ask(
                    "Emulation.setDeviceMetricsOverride",
                    Map.of("width", 390, "height", 800, "deviceScaleFactor", 1, "mobile", false));
            tab.open(page("narrow.html", Hostile.document()));
            assertEquals("", tab.evaluate(OUTSIDE).asText());
            assertTrue(tab.is("document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        }
    }
}
