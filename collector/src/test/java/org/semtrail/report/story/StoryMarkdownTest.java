package org.semtrail.report.story;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class StoryMarkdownTest {
    @Test
    void aProcessThatIsNamedLikeAPersonNotifiesNobody() {
        ObjectNode document = new ObjectMapper().createObjectNode();
        document.putObject("verdict").put("headline", "JVM @all leaks").putNull("root_cause");
        String text = new StoryMarkdown(document).text();
        assertTrue(text.startsWith("# JVM &#64;&#8288;all leaks"), text);
        assertFalse(text.contains("@"), text);
    }
}
