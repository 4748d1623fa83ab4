package org.semtrail.correlate.story;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sites that leak only together: one line of a program that is reached by many ways, none of them often; or many lines,
 * which is said only of many sets and where they make more than one each, for programs make some at each of several lines.
 */
final class Together {
    private static final int MANY = 32;

    private Together() {}

    /** Each site by itself, but for those that leak together: of those the sum. */
    static List<Site> of(Collection<Site> sites, Asked asked) {
        List<Site> byPlace = summed(sites, asked, s -> List.of(s.jvm().key(), s.place()), 1);
        return summed(byPlace, asked, s -> List.of(s.jvm().key()), MANY);
    }

    private static List<Site> summed(Collection<Site> sites, Asked asked, Function<Site, List<String>> key, int least) {
        List<Site> all = new ArrayList<>();
        Map<List<String>, List<Site>> open = new LinkedHashMap<>();
        for (Site site : sites) {
            if (site.left() <= 0 || site.leaks(asked)) {
                all.add(site);
            } else {
                open.computeIfAbsent(key.apply(site), k -> new ArrayList<>()).add(site);
            }
        }
        open.values().forEach(group -> all.addAll(leaksTogether(group, asked, least)));
        return all;
    }

    private static List<Site> leaksTogether(List<Site> group, Asked asked, int least) {
        int places = group.stream().map(Site::place).collect(Collectors.toSet()).size();
        Site sum = Site.sum(group, places);
        // Many places that each made one set may be many things that are made once, each when it is needed first.
        boolean again = places == 1 || sum.made() >= 2L * places;
        return group.size() > 1 && again && sum.left() >= least && sum.leaks(asked) ? List.of(sum) : group;
    }
}
