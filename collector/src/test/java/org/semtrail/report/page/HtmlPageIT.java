package org.semtrail.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The page in use: the selected time that everything follows, the tables, the flame graph, the evidence. */
class HtmlPageIT extends InBrowser {
    private static final String MADE = "#who-table tbody tr:first-child td:nth-child(2)";

    @Test
    void theHandlesAreMovedByKeysAndEverythingFollows() throws IOException {
        try (Tab tab = browser.tab().open(incident())) {
            assertEquals("118", tab.text(MADE));
            String flames = tab.text("#flame .told");
            tab.focus(".handle");
            tab.press("PageUp");
            // Ten of the hundred steps: a minute of ten.
            assertEquals("106", tab.text(MADE));
            // 106 makings and the twelve other events of the 130.
            assertEquals("118", tab.text("#events-table .count"));
            assertFalse(tab.text("#flame .told").equals(flames));
            assertTrue(tab.text("#time-line-said").startsWith("Selected: 06:01:00 – 06:10:00 UTC (9 min)"));
            assertTrue(tab.evaluate("document.activeElement.getAttribute('aria-valuetext')")
                    .asText()
                    .startsWith("06:01:00"));
            tab.press("Escape");
            assertEquals("118", tab.text(MADE));
        }
    }

    @Test
    void draggingOnAChartSelectsAndADoubleClickSelectsAll() throws IOException {
        try (Tab tab = browser.tab().open(incident())) {
            tab.dragAcross("#use .u-over", 0.5, 0.75);
            int made = Integer.parseInt(tab.text(MADE));
            assertTrue(made >= 28 && made <= 31, () -> made + " of a quarter of " + SETS);
            assertTrue(tab.count("#waits-table tbody td.none") == 1);
            tab.dragAcross("#lanes .u-over", 0.2, 0.4);
            assertTrue(Integer.parseInt(tab.text(MADE)) < 10);
            tab.doubleClick("#lanes .u-over");
            assertEquals("118", tab.text(MADE));
        }
    }

    @Test
    void theStripSelectsAnewAndMovesItsWindow() throws IOException {
        try (Tab tab = browser.tab().open(incident())) {
            tab.dragAcross(".track", 0.1, 0.3);
            String first = tab.text("#selected span");
            tab.dragAcross(".track", 0.2, 0.5);
            assertTrue(first.startsWith("06:01:0"), first);
            assertTrue(tab.text("#selected span").startsWith("06:04:0"), () -> tab.text("#selected span"));
            tab.click("#selected button");
            assertEquals("118", tab.text(MADE));
        }
    }

    @Test
    void aTimeCanBeTyped() throws IOException {
        try (Tab tab = browser.tab().open(incident())) {
            tab.evaluate("document.querySelector('.fields input').select()");
            tab.focus(".fields input");
            tab.evaluate("document.querySelector('.fields input').value = ''");
            tab.type("2026-11-24 06:05:00");
            tab.press("Enter");
            assertTrue(tab.text("#selected span").startsWith("06:05:00"));
        }
    }

    @Test
    void evidenceLeadsToItsEventAlsoWhenThatIsOutsideOfTheSelectedTime() throws IOException {
        try (Tab tab = browser.tab().open(incident())) {
            tab.focus(".handle");
            tab.press("PageUp");
            assertEquals(0, tab.count("#event-e0"));
            tab.click("a[data-event='e0']");
            tab.await("document.activeElement.id === 'event-e0'");
            assertTrue(tab.text("#event-e0").contains("semget(IPC_PRIVATE, 1, 0600) = 10"));
            assertTrue(tab.is("document.querySelector('#event-e0').classList.contains('sought')"));
        }
    }

    @Test
    void anEventLeadsBackToTheFindingThatRestsOnIt() throws IOException {
        try (Tab tab = browser.tab().open(incident())) {
            tab.focus("#event-e0 a.back");
            assertEquals("jvm-leaks-sets", tab.text("#event-e0 a.back"));
            tab.press("Enter");
            tab.await("document.activeElement.id === 'finding-1'");
            assertTrue(tab.text("#finding-1 h3").startsWith("shop.jar made 118 semaphore sets"));
        }
    }

    @Test
    void tablesSortFilterAndUnfoldByKeys() throws IOException {
        try (Tab tab = browser.tab().open(incident())) {
            tab.focus("#sets-table thead th:first-child button");
            tab.press("Enter");
            assertEquals(
                    "ascending",
                    tab.evaluate("document.querySelector('#sets-table th').getAttribute('aria-sort')")
                            .asText());
            assertEquals("sem 10", tab.text("#sets-table tbody tr th"));
            tab.press("Enter");
            assertEquals("sem 127", tab.text("#sets-table tbody tr th"));
            tab.focus("#sets-table input");
            tab.type("batch");
            assertEquals("1 of 118", tab.text("#sets-table .count"));
            tab.focus("#sets-table .unfold");
            tab.press("Enter");
            assertTrue(tab.text("#sets-table tr.detail").contains("its maker is alive"));
        }
    }

    @Test
    void theTableOfMakersGroupsByStackAndShowsIt() throws IOException {
        try (Tab tab = browser.tab().open(incident())) {
            tab.click("#who-table .choices button:last-child");
            assertTrue(tab.text("#who-table tbody tr th").startsWith("Semaphore.create:109"));
            tab.click("#who-table .unfold");
            assertEquals("shop.Semaphore.create(Semaphore.java:109)", tab.text("#who-table .frames li"));
        }
    }

    @Test
    void theFlameGraphIsAsWideAsTheCallsOrTheWaiting() throws IOException {
        try (Tab tab = browser.tab().open(incident())) {
            String order = "document.querySelector('.flame[aria-label^=\"shop.Order\"]')";
            // 8000 of 8928 calls, and 24 s of 96 s.
            assertTrue(
                    tab.evaluate(order + ".getAttribute('aria-label')").asText().endsWith(", 90 %"));
            tab.click("#flame [data-by=nanos]");
            assertTrue(
                    tab.evaluate(order + ".getAttribute('aria-label')").asText().endsWith(", 25 %"));
            double share = tab.evaluate(order + ".offsetWidth / document.querySelector('.flames').offsetWidth")
                    .asDouble();
            assertTrue(share > 0.24 && share < 0.26, () -> "width " + share);
        }
    }

    @Test
    void theFlameGraphIsWalkedAndEnteredByKeys() throws IOException {
        try (Tab tab = browser.tab().open(incident())) {
            tab.focus(".flame");
            tab.press("ArrowDown");
            assertTrue(tab.text("#flame .told").startsWith("java.lang.Thread.run(Thread.java:840)"));
            for (int down = 0; down < 8; down++) {
                tab.press("ArrowDown");
            }
            assertTrue(tab.text("#flame .told").startsWith("shop.Order.place"));
            tab.press("ArrowRight");
            assertTrue(tab.text("#flame .told").startsWith("batch.Night.run"));
            tab.press("Enter");
            assertEquals(0, tab.count(".flame[aria-label^='shop.']"));
            assertTrue(tab.is("document.querySelector('.flame.zoomed').offsetWidth > 600"));
            tab.press("Escape");
            assertTrue(tab.count(".flame[aria-label^='shop.']") > 0);
        }
    }
}
