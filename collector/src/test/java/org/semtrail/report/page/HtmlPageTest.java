package org.semtrail.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page as text; what a browser makes of it is seen by {@link HtmlPageIT}. */
class HtmlPageTest {
    private static final int LARGEST_WITHOUT_DATA = 300_000;
    private static final Pattern INLINE = Pattern.compile("<(script|style)>(.*?)</\\1>", Pattern.DOTALL);
    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"report\">(.*?)</script>", Pattern.DOTALL);

    @Test
    void theVerdictTheFindingsAndTheProvenanceAreThereWithoutScript() {
        String page = DATA.matcher(page(MadeReport.incident(20).document())).replaceAll("");
        assertTrue(page.contains("Apache could not start: all 128 semaphore sets were taken"));
        assertTrue(page.contains("semtrail prune --apply"));
        assertTrue(page.contains("<a href=\"#event-e0\" data-event=\"e0\">"));
        assertTrue(page.contains("<tr id=\"event-e0\">"));
        assertTrue(page.contains("the chunk was cut."));
        assertTrue(page.contains("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"));
    }

    @Test
    void thePolicyKnowsEachInlineScriptAndStyleAndNothingElse() throws Exception {
        String page = page(MadeReport.incident(1).document());
        int known = 0;
        for (Matcher inline = INLINE.matcher(page); inline.find(); known++) {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(inline.group(2).getBytes(StandardCharsets.UTF_8));
            assertTrue(page.contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'"), inline.group(1));
        }
        assertEquals(3, known);
        assertEquals(3, Pattern.compile("'sha256-").matcher(page).results().count());
        assertTrue(page.contains("content=\"default-src 'none'; script-src 'sha256-"));
        assertFalse(page.contains("unsafe-"));
    }

    @Test
    void theDocumentInsideOfThePageIsTheDocument() throws Exception {
        ObjectNode document = Hostile.document();
        Matcher data = DATA.matcher(page(document));
        assertTrue(data.find());
        assertFalse(data.group(1).contains("<"));
        assertEquals(
                document.toString(), new ObjectMapper().readTree(data.group(1)).toString());
    }

    @Test
    void ofManyFindingsOfAKindTheLaterAreFolded() {
        ObjectNode document = MadeReport.incident(1).document();
        for (int i = 0; i < 5; i++) {
            document.withArray("findings")
                    .addObject()
                    .put("id", "jvm-contention")
                    .put("what", "wait " + i);
        }
        String page = page(document);
        assertTrue(page.contains("<summary>2 more of kinds that stand above</summary>"));
        assertTrue(page.indexOf("wait 2</h3>") < page.indexOf("<details class=\"further\">"));
        assertTrue(page.indexOf("<details class=\"further\">") < page.indexOf("wait 3</h3>"));
    }

    @Test
    void anEmptyDocumentHasAPage() {
        String page = page(new ObjectMapper().createObjectNode());
        assertTrue(page.contains("Nothing was found."));
        assertTrue(page.contains("an unnamed host"));
    }

    @Test
    void withoutItsDataThePageIsSmallEnoughForAMail() {
        String page = page(new ObjectMapper().createObjectNode());
        assertTrue(page.length() < LARGEST_WITHOUT_DATA, () -> page.length() + " characters");
    }

    @Test
    void theLicenceOfTheChartLibraryTravelsWithIt() {
        assertTrue(page(new ObjectMapper().createObjectNode()).contains("The MIT License (MIT)"));
    }

    private static String page(ObjectNode document) {
        StringWriter page = new StringWriter();
        HtmlPage.write(document, page);
        return page.toString().replace("&#39;", "'");
    }
}
