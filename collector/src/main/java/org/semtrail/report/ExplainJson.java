package org.semtrail.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.offline.LogHit;
import org.semtrail.diagnose.MessageMeaning;
import org.semtrail.diagnose.Topic;

/** Explanations for programs: {@code topics[]} and {@code messages[]}. */
public final class ExplainJson {
    private ExplainJson() {}

    public static ObjectNode document(List<Topic> topics, List<MessageMeaning> messages) {
        ObjectNode document = Json.document("explain", 1);
        document.putArray("topics")
                .addAll(topics.stream().map(ExplainJson::topic).toList());
        document.putArray("messages")
                .addAll(messages.stream().map(ExplainJson::message).toList());
        return document;
    }

    private static ObjectNode topic(Topic topic) {
        ObjectNode node = Json.object();
        node.put("name", topic.name()).put("title", topic.title()).put("text", topic.text());
        Json.put(node, "settle", topic.settle());
        Json.put(node, "type", topic.type());
        Json.put(node, "see", topic.see());
        return node;
    }

    private static ObjectNode message(MessageMeaning meaning) {
        ObjectNode node = hit(meaning.hit());
        node.put("topic", meaning.topic().name());
        node.put("look_alike", meaning.lookAlike());
        node.put("sure", meaning.sure().name().toLowerCase(Locale.ROOT));
        node.put("says", meaning.hit().signature().says());
        node.put("text", meaning.topic().text());
        Json.put(node, "settle", meaning.topic().settle());
        Json.put(node, "type", meaning.type());
        return node;
    }

    /** One failure that a log tells, as {@code log[]} of doctor has it. */
    public static ObjectNode hit(LogHit hit) {
        ObjectNode node = Json.object();
        Errno errno = hit.errno();
        node.put("source", hit.source())
                .put("line", hit.line())
                .put("last_line", hit.lastLine())
                .put("count", hit.count())
                .put("texts", hit.texts())
                .put("time", hit.time())
                .put("last_time", hit.lastTime())
                .put("pid", hit.pid())
                .put("signature", hit.signature().id())
                .put("software", hit.signature().software())
                .put("tried", hit.tried().id())
                .put("call", hit.tried().call)
                .put("errno", errno == null ? null : errno.number)
                .put("errno_name", errno == null ? null : errno.name())
                .put("object", hit.object())
                .put("excerpt", hit.excerpt());
        Json.put(node, "details", hit.details());
        return node;
    }
}
