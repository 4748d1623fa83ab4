package org.semtrail.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class SourceNamesTest {
    private final ObjectNode document = new ObjectMapper().createObjectNode();

    @Test
    void aChunkIsCalledByItsNameAndAnotherFileByTheEndOfItsPath() {
        source("/srv/web1/jvm/25-37/2026_11_24_15_55_45_25/2026_11_24_15_55_45.jfr");
        source("/srv/web1/logs/old/error.log");
        SourceNames names = new SourceNames(document);
        assertEquals("2026_11_24_15_55_45.jfr", names.of("s1"));
        assertEquals("old/error.log", names.of("s2"));
        assertEquals("source-2", names.anchor("s2"));
        assertEquals("table", names.of("table"));
    }

    @Test
    void inputsThatHaveNoFolderOfTheirOwnKeepTheirPaths() {
        source("/srv/web1/error.log");
        source("/var/log/error.log");
        SourceNames names = new SourceNames(document);
        assertEquals("", names.folder());
        assertEquals("/var/log/error.log", names.below("/var/log/error.log"));
    }

    @Test
    void whatIsToBeTypedKeepsItsPaths() {
        source("/srv/web1/logs/error.log");
        source("/srv/web1/sem");
        ObjectNode step = document.putObject("verdict")
                .putArray("what_to_do")
                .addObject()
                .put("text", "See /srv/web1/logs/error.log.");
        step.putArray("commands").add("less /srv/web1/logs/error.log");
        JsonNode shown = SourceNames.shortened(document).at("/verdict/what_to_do/0");
        assertEquals("See logs/error.log.", shown.path("text").asText());
        assertEquals("less /srv/web1/logs/error.log", shown.at("/commands/0").asText());
        assertEquals("See /srv/web1/logs/error.log.", step.path("text").asText());
    }

    private void source(String path) {
        int place = document.withArray("sources").size() + 1;
        document.withArray("sources").addObject().put("id", "s" + place).put("path", path);
    }
}
