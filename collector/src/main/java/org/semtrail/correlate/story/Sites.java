package org.semtrail.correlate.story;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.semtrail.capture.jfr.JvmEvent.OfCall;

/** Where in the code of JVMs sets were made, and which of their calls failed where; beyond a bound they share one row a JVM. */
final class Sites {
    private static final int MOST = 5_000;
    private static final String OTHER = "other";

    private final Map<List<Object>, Site> sites = new LinkedHashMap<>();
    private final Map<List<Object>, Trouble> troubles = new LinkedHashMap<>();
    private final Places places = new Places();

    Site of(JvmLine jvm, OfCall call) {
        List<Object> key = List.of(jvm.key, places.of(call).number());
        if (sites.size() >= MOST && !sites.containsKey(key)) {
            key = List.of(jvm.key, OTHER);
        }
        return sites.computeIfAbsent(key, k -> new Site(jvm, call));
    }

    /** @param known whether the JVM had used the object with success before */
    Trouble trouble(JvmLine jvm, OfCall call, String errno, boolean known) {
        String object = CallWords.object(call);
        List<Integer> semnums = Trouble.semnums(call);
        List<Object> key = List.of(
                jvm.key,
                call.called(),
                errno,
                "" + object,
                semnums,
                places.of(call).name());
        if (troubles.size() >= MOST && !troubles.containsKey(key)) {
            key = List.of(jvm.key, call.called(), errno, OTHER);
        }
        return troubles.computeIfAbsent(key, k -> new Trouble(jvm, call, object, errno, known));
    }

    Collection<Site> all() {
        return sites.values();
    }

    Collection<Trouble> troubles() {
        return troubles.values();
    }
}
