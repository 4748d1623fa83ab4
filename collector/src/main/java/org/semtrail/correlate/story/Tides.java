package org.semtrail.correlate.story;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.semtrail.correlate.story.Lives.Id;
import org.semtrail.correlate.story.Story.Series;

/** How many sets there were over time of those that JVMs made, in each boot and IPC namespace: each has limits of its own. */
final class Tides {
    private static final String NAME = "sets made by recorded JVMs and not removed by them";

    /** Of more homes than can be looked at the first are told apart. */
    private static final int MOST = 12;

    private record Home(String boot, long ipcNs) {
        /** "IPC namespace 4026531839, boot 0a1b2c3d", as much of it as tells it from the others. */
        String words(boolean ofBoots) {
            String ns = ipcNs == 0 ? "IPC namespace not known" : "IPC namespace " + ipcNs;
            return ns
                    + (ofBoots
                            ? boot.isEmpty()
                                    ? ", boot not known"
                                    : ", boot " + boot.substring(0, Math.min(8, boot.length()))
                            : "");
        }
    }

    private final Map<Home, Tide> all = new LinkedHashMap<>();
    private int leftOut;

    /** @param change +1 for a coming, -1 for a going */
    void add(Id id, long atMs, int change) {
        Home home = new Home(id.boot(), id.ipcNs());
        if (all.size() < MOST || all.containsKey(home)) {
            all.computeIfAbsent(home, h -> new Tide()).add(atMs, change);
        } else {
            leftOut++;
        }
    }

    /** @param limit of the captured table; it is that of a line only where the table may be of its home */
    List<Series> series(Asked asked, TableHome table, Long limit) {
        Set<String> boots = all.keySet().stream().map(Home::boot).collect(Collectors.toSet());
        List<Series> series = new ArrayList<>();
        all.forEach((home, tide) -> {
            List<long[]> points = tide.points(asked);
            boolean own = all.size() == 1 || table.has(new Id(home.boot(), home.ipcNs(), 0));
            if (!points.isEmpty()) {
                String of = all.size() == 1 ? "" : " (" + home.words(boots.size() > 1) + ")";
                series.add(new Series(NAME + of, "sets", own ? limit : null, points));
            }
        });
        return series;
    }

    /** How many comings and goings are in no line. */
    int leftOut() {
        return leftOut;
    }
}
