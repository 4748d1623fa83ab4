package org.semtrail.capture.jfr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.semtrail.capture.host.Unseen;

/** What of recordings could not be read: few words for each place, however much somebody planted or tore there. */
final class RecordingGaps {
    private static final String WHAT = "recordings";
    private static final int MAX_OF_A_PLACE = 4;
    private static final int MAX = 60;

    private final List<Unseen> told = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private int more;

    /** @param place the folder that it is about */
    void failed(String place, String why) {
        add(place, Unseen.failed(WHAT, why));
    }

    void denied(String place, String why) {
        add(place, Unseen.denied(WHAT, why));
    }

    void absent(String place, String why) {
        add(place, Unseen.absent(WHAT, why));
    }

    private synchronized void add(String place, Unseen gap) {
        if (places.merge(place, 1, Integer::sum) <= MAX_OF_A_PLACE && told.size() < MAX) {
            told.add(gap);
        } else {
            more++;
        }
    }

    /** All that was told since the last time. */
    synchronized List<Unseen> takeAll() {
        List<Unseen> all = all();
        told.clear();
        places.clear();
        more = 0;
        return all;
    }

    synchronized List<Unseen> all() {
        List<Unseen> all = new ArrayList<>(told);
        if (more > 0) {
            all.add(Unseen.failed(WHAT, more + " more files or folders like those could not be read"));
        }
        return all;
    }
}
