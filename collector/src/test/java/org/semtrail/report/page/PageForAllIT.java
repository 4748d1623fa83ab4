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
