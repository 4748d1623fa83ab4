package org.semtrail.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The time line under wheel, fingers and keys, its range in the page's address, and what it draws of little evidence. */
class PageTimeLineIT extends InBrowser {
    private static final String WHOLE = "06:00:00 – 06:10:00 UTC";

    @Test
    void theWheelWithCtrlComesCloserToWhatIsUnderItAndThePageStays() throws IOException {
        try (Tab tab = browser.tab().open(incident())) {
            tab.evaluate(
                    "document.querySelector('#lanes .u-over').scrollIntoView({block: 'center'}); window.before = scrollY");
            tab.wheel("#lanes .u-over", 0.25, -100, Hand.CTRL);
            tab.await("!document.querySelector('#selected span').textContent.startsWith('06:00:00')");
            // A quarter of ten minutes stays at a quarter of what is shown.
            long[] range = range(tab);
            assertEquals(0.25, (150_000 - range[0]) / (double) (range[1] - range[0]), 0.01);
            assertTrue(range[1] - range[0] < 400_000, () -> range[1] - range[0] + " ms");
            tab.wheel("#lanes .u-over", 0.25, 1_000, Hand.CTRL);
            tab.wheel("#lanes .u-over", 0.25, 1_000, Hand.CTRL);
            tab.await("document.querySelector('#selected span').textContent === '" + WHOLE + "'");
            assertTrue(tab.is("scrollY === window.before"));
        }
    }

    @Test
    void theWheelAloneScrollsThePageAlsoOverAChart() throws IOException {
        try (Tab tab = browser.tab().open(incident())) {
            tab.evaluate("document.querySelector('#lanes').scrollIntoView({block: 'center'}); window.before = scrollY");
            tab.wheel("#lanes .u-over", 0.5, 240, 0);
            tab.await("scrollY > window.before + 100");
            assertEquals(WHOLE, tab.text("#selected span"));
        }
    }

    @Test
    void shiftAndDraggingMovesOn() throws IOException {
        try (Tab tab = browser.tab().open(incident())) {
            tab.dragAcross("#lanes .u-over", 0.4, 0.6);
            long[] before = range(tab);
            tab.dragShifted("#lanes .u-over", 0.75, 0.25);
            long[] after = range(tab);
            assertEquals(before[1] - before[0], after[1] - after[0], 2);
            assertEquals(before[0] + (before[1] - before[0]) / 2.0, (double) after[0], 2_000);
        }
    }

    @Test
    void twoFingersComeCloser() throws IOException {
        try (Tab tab = browser.tab().open(incident())) {
            tab.pinch("#lanes .u-over", 0.4, 0.6, 0.1, 0.9);
            tab.await("document.querySelector('#selected span').textContent !== '" + WHOLE + "'");
            long[] range = range(tab);
            assertTrue(range[1] - range[0] < 200_000, () -> range[1] - range[0] + " ms");
            assertTrue(range[0] < 300_000 && range[1] > 300_000);
        }
    }

    @Test
    void theKeysOfTheHandlesComeCloserToo() throws IOException {
        try (Tab tab = browser.tab().open(incident())) {
            tab.focus(".handle");
            tab.press("+");
            assertEquals("06:02:30 – 06:07:30 UTC", tab.text("#selected span"));
        }
    }

    @Test
    void thePagesAddressKeepsTheSelectedTime() throws IOException {
        try (Tab tab = browser.tab().open(incident())) {
            tab.focus(".handle");
            tab.press("PageUp");
            String hash = tab.evaluate("location.hash").asText();
            assertEquals("#time=2026-11-24T06:01:00.000Z/2026-11-24T06:10:00.000Z", hash);
            tab.press("Escape");
            assertEquals("", tab.evaluate("location.hash").asText());
        }
        try (Tab tab = browser.tab().open(incident(), "#time=2026-11-24T06:01:00.000Z/2026-11-24T06:02:00.000Z")) {
            assertEquals("06:01:00 – 06:02:00 UTC", tab.text("#selected span"));
            assertTrue(tab.is("Math.abs(document.querySelector('#time-line').getBoundingClientRect().top) < 200"));
            assertEquals(List.of(), tab.complaints());
        }
    }

    @Test
    void anAddressThatMeansNoTimeHurtsNothing() throws IOException {
        for (String fragment : List.of("#time=yesterday/today", "#%", "#event-%E0", "#time=/")) {
            try (Tab tab = browser.tab().open(incident(), fragment)) {
                assertEquals(WHOLE, tab.text("#selected span"));
                assertEquals(List.of(), tab.complaints());
            }
        }
    }

    @Test
    void whatWasReadOnceIsToldAndNotDrawn() throws IOException {
        ObjectNode document = MadeReport.incident(4).document();
        document.putArray("series")
                .addObject()
                .put("name", "sets in the table")
                .put("unit", "sets")
                .put("limit", 32_000)
                .putArray("points")
                .addArray()
                .add(MadeReport.START + 60_000)
                .add(4);
        try (Tab tab = browser.tab().open(page("once.html", document))) {
            assertEquals(0, tab.count("#use canvas"));
            assertEquals("Sets in the table: 4 of 32\u202f000, at 06:01:00", tab.text("#use li"));
        }
    }

    @Test
    void ofWhatIsNotKnownNoColumnAndNoLifeIsDrawn() throws IOException {
        ObjectNode document = MadeReport.incident(4).document();
        document.path("sets").forEach(set -> ((ObjectNode) set).putNull("gone").putNull("gone_by"));
        ((ObjectNode) document.path("processes").path(0)).putNull("start").put("how", "unknown");
        try (Tab tab = browser.tab().open(page("unknown.html", document))) {
            String heads = tab.text("#sets-table thead");
            assertFalse(heads.contains("Gone") || heads.contains("Removed by"), heads);
            assertTrue(tab.text("#processes-table tbody").contains("not known"));
            assertEquals(4, tab.count("#processes-table .life"));
        }
    }

    /** What the handles say, in milliseconds from the start of the incident. */
    private static long[] range(Tab tab) {
        long[] range = new long[2];
        for (int i = 0; i < 2; i++) {
            range[i] = tab.evaluate("document.querySelectorAll('.handle')[" + i + "].getAttribute('aria-valuenow')")
                            .asLong()
                    - Instant.parse("2026-11-24T06:00:00Z").toEpochMilli();
        }
        return range;
    }
}
