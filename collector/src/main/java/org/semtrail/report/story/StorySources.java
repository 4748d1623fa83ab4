package org.semtrail.report.story;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.semtrail.capture.offline.Source;
import org.semtrail.correlate.story.Story;
import org.semtrail.report.Json;

/**
 * What a report was made of and what could not be seen, capped: of a folder with thousands of logs those are listed from
 * which something is told, and those that were not read.
 */
final class StorySources {
    private static final int MOST_CITED = 2_000;
    private static final int MOST_OTHERS = 300;
    private static final int MOST_UNSEEN = 400;
    private static final Pattern ID = Pattern.compile("\\bs\\d{1,6}\\b");

    private final ObjectNode document;
    private final Story story;
    private final Set<String> cited = new HashSet<>();
    private int citedKept;
    private int othersKept;

    /** @param document with all that cites a source */
    StorySources(ObjectNode document, Story story) {
        this.document = document;
        this.story = story;
    }

    void add() {
        document.findValuesAsText("source").forEach(this::cite);
        ArrayNode sources = document.putArray("sources");
        story.sources().stream().filter(this::isKept).forEach(s -> source(sources.addObject(), s));
        ArrayNode unseen = document.putArray("unseen");
        List<Story.Gap> gaps = new ArrayList<>(story.unseen());
        gaps.addAll(KeptJvms.of(story).gaps());
        gaps.stream().limit(MOST_UNSEEN).forEach(g -> gap(unseen.addObject(), g));
        more(unseen, gaps.size() - MOST_UNSEEN, "more that could not be seen");
        more(unseen, story.sources().size() - sources.size(), "more sources, from which nothing is told");
    }

    private void cite(String source) {
        Matcher id = ID.matcher(source);
        while (id.find()) {
            cited.add(id.group());
        }
    }

    private boolean isKept(Source s) {
        boolean matters = cited.contains(s.id()) || s.status() != Source.Status.READ;
        return matters ? ++citedKept <= MOST_CITED : ++othersKept <= MOST_OTHERS;
    }

    private static void more(ArrayNode unseen, int count, String what) {
        if (count > 0) {
            gap(unseen.addObject(), new Story.Gap(what, count + " are not listed", null, null));
        }
    }

    private static void source(ObjectNode node, Source s) {
        node.put("id", s.id()).put("path", s.path()).put("kind", s.kind());
        node.put("sha256", s.sha256()).put("bytes", s.bytes());
        Json.put(node, "from", s.from());
        Json.put(node, "to", s.to());
        node.put("clock", s.clock()).put("uncertain_ms", s.uncertainMs());
        node.put("status", StoryJson.lower(s.status())).put("why", s.why());
    }

    private static void gap(ObjectNode node, Story.Gap gap) {
        node.put("what", gap.what()).put("why", gap.why());
        Json.put(node, "from", StoryJson.time(gap.from()));
        Json.put(node, "to", StoryJson.time(gap.to()));
    }
}
