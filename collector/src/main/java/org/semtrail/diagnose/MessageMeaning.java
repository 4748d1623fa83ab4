package org.semtrail.diagnose;

import java.util.ArrayList;
import java.util.List;
import org.semtrail.capture.offline.LogHit;

/**
 * What one message means, as far as the line itself tells.
 *
 * @param hit the message
 * @param topic the disease (or the matter) that explains it
 * @param lookAlike whether this has nothing to do with semaphore sets
 * @param sure how much the line proves
 * @param type what to type next: this message's own advice, then the disease's
 */
public record MessageMeaning(LogHit hit, Topic topic, boolean lookAlike, Disease.Sure sure, List<String> type) {
    public static MessageMeaning of(LogHit hit) {
        Disease disease = Disease.of(hit);
        String named = hit.signature().topic();
        Topic topic = Topics.get(named == null ? disease.topic() : named);
        List<String> type = new ArrayList<>(hit.signature().type());
        type.addAll(topic.type());
        return new MessageMeaning(
                hit, topic, named == null && disease.isLookAlike(), disease.sure(hit), List.copyOf(type));
    }
}
