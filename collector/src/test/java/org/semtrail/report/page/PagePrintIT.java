package org.semtrail.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page on paper: whole tables up to a number that is told, nothing folded, light. */
class PagePrintIT extends InBrowser {
    private static final Pattern PAGE = Pattern.compile("/Type ?/Page\\b");

    @Test
    void onPaperTablesHaveAllTheirRowsAndOnScreenOnlyTheFirst() throws IOException {
        try (Tab tab = browser.tab().open(incident())) {
            assertEquals(20, rows(tab));
            print(tab, "before");
            assertEquals(SETS, rows(tab));
            assertEquals(130, tab.count("#events-table tbody tr:not(.detail)"));
            assertEquals("118", tab.text("#sets-table .count"));
            assertEquals(0, tab.count("main details:not(.licence, [open])"));
            print(tab, "after");
            assertEquals(20, rows(tab));
        }
    }

    @Test
    void ofALongTableItIsPrintedHowMuchIsThere() throws IOException {
        try (Tab tab =
                browser.tab().open(page("long.html", MadeReport.incident(2_000).document()))) {
            print(tab, "before");
            assertEquals(300, rows(tab));
            assertEquals("2\u202f000; the first 300 are printed", tab.text("#sets-table .count"));
        }
    }

    @Test
    void whatWasFilteredIsToldOnPaper() throws IOException {
        try (Tab tab = browser.tab().open(incident())) {
            tab.focus("#sets-table input");
            tab.type("batch");
            print(tab, "before");
            assertEquals("1 of 118, which contain “batch”", tab.text("#sets-table .count"));
        }
    }

    @Test
    void aPrintedReportIsLongerTheMoreThereIsToTell() throws IOException {
        int few = pages(3);
        int many = pages(300);
        assertTrue(few >= 3 && few <= 9, () -> few + " pages");
        assertTrue(many >= few + 8, () -> few + " and " + many + " pages");
    }

    @Test
    void inPrintTheVerdictIsThereInLightColoursWithoutWhatCanOnlyBePressed() throws IOException {
        try (Tab tab = browser.tab()) {
            prefer(tab, "dark");
            tab.open(incident());
            tab.ask("Emulation.setEmulatedMedia", Map.of("media", "print"));
            assertTrue(tab.is("document.querySelector('#verdict h1').offsetHeight > 0"));
            assertTrue(tab.is("document.querySelector('nav.bar').offsetHeight === 0"));
            assertEquals(
                    "light",
                    tab.evaluate("getComputedStyle(document.documentElement).colorScheme")
                            .asText());
        }
    }

    private static int pages(int sets) throws IOException {
        try (Tab tab =
                browser.tab().open(page("print.html", MadeReport.incident(sets).document()))) {
            String pdf = new String(tab.pdf(), StandardCharsets.ISO_8859_1);
            assertTrue(pdf.startsWith("%PDF"));
            return (int) PAGE.matcher(pdf).results().count();
        }
    }

    private static int rows(Tab tab) {
        return tab.count("#sets-table tbody tr:not(.detail)");
    }

    private static void print(Tab tab, String when) {
        tab.evaluate("dispatchEvent(new Event('" + when + "print'))");
        tab.settle();
    }
}
