package org.semtrail.correlate.story;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.semtrail.correlate.story.Story.Gap;

/** Keeps what could not be seen readable: of many with one reason the first, and how many more. */
final class FewGaps {
    private static final int FEW = 20;

    private FewGaps() {}

    static List<Gap> of(List<Gap> all) {
        Map<String, List<Gap>> byWhy = new LinkedHashMap<>();
        all.forEach(g -> byWhy.computeIfAbsent(g.why().replaceAll("\\d+", "N"), w -> new ArrayList<>())
                .add(g));
        List<Gap> few = new ArrayList<>();
        all.stream().filter(g -> isKept(g, byWhy)).forEach(few::add);
        byWhy.values().stream().filter(same -> same.size() > FEW).forEach(same -> few.add(rest(same)));
        return few;
    }

    private static boolean isKept(Gap gap, Map<String, List<Gap>> byWhy) {
        List<Gap> same = byWhy.get(gap.why().replaceAll("\\d+", "N"));
        return same.size() <= FEW || same.subList(0, FEW).contains(gap);
    }

    private static Gap rest(List<Gap> same) {
        return new Gap(
                same.size() - FEW + " more like " + same.get(0).what(),
                same.get(0).why(),
                null,
                null);
    }
}
