package org.semtrail.diagnose;

import java.util.List;

/**
 * One thing that can be explained.
 *
 * @param name what is typed
 * @param group the heading under which it is listed
 * @param title the question it answers
 * @param also other names
 * @param text plain words, in paragraphs; a line that begins with two spaces is an example
 * @param settle what would settle the case where this is the suspect; may be empty
 * @param type commands that can be pasted, in order; a line that begins with # explains the next
 * @param see other topics
 */
public record Topic(
        String name,
        String group,
        String title,
        List<String> also,
        String text,
        List<String> settle,
        List<String> type,
        List<String> see) {}
