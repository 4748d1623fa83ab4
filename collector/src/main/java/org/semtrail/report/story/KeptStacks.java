package org.semtrail.report.story;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.semtrail.capture.jfr.JvmFrame;
import org.semtrail.correlate.story.Activity;
import org.semtrail.correlate.story.Story;

/**
 * Which Java stacks stand in the document: those that something in it names, the ones with most calls and waits first, until
 * there is enough text. Stacks are what a document with much behind it would else mostly consist of.
 */
final class KeptStacks {
    private static final int MOST_CHARACTERS = 1_000_000;
    private static final int MOST_FRAMES = 64;

    private final Map<Integer, List<String>> frames = new LinkedHashMap<>();
    private final int leftOut;

    private KeptStacks(Story story) {
        Map<Integer, Double> weights = weights(story);
        List<Integer> numbers = new ArrayList<>(weights.keySet());
        numbers.sort(Comparator.comparing((Integer n) -> -weights.get(n)).thenComparing(n -> n));
        int characters = 0;
        for (int number : numbers) {
            List<String> of = frames(story, number);
            characters += of.stream().mapToInt(String::length).sum();
            if (characters > MOST_CHARACTERS) {
                break;
            }
            frames.put(number, of);
        }
        leftOut = numbers.size() - frames.size();
    }

    static KeptStacks of(Story story) {
        return new KeptStacks(story);
    }

    /** How many there are that nobody finds in the document. */
    int leftOut() {
        return leftOut;
    }

    /** By their numbers, in the order of these. */
    Map<Integer, List<String>> frames() {
        return new TreeMap<>(frames);
    }

    /** Null for none, and for one that was left out. */
    String id(int number) {
        return frames.containsKey(number) ? "k" + number : null;
    }

    private static Map<Integer, Double> weights(Story story) {
        Map<Integer, Double> weights = new HashMap<>();
        for (Activity.Row row : story.activity().rows()) {
            weigh(weights, row.cell().stack(), row.sum().count() + row.sum().nanos() / 1e6);
        }
        story.events().forEach(e -> weigh(weights, e.stack(), 1));
        return weights;
    }

    private static void weigh(Map<Integer, Double> weights, int number, double weight) {
        if (number >= 0) {
            weights.merge(number, weight, Double::sum);
        }
    }

    private static List<String> frames(Story story, int number) {
        return story.stacks().get(number).frames().stream()
                .filter(f -> !f.isProbe())
                .limit(MOST_FRAMES)
                .map(JvmFrame::toString)
                .toList();
    }
}
