package org.semtrail.correlate.story;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.semtrail.capture.jfr.JvmEvent.OfCall;
import org.semtrail.capture.jfr.JvmFrame;
import org.semtrail.capture.jfr.JvmStack;

/** Which place of the application a call was made at, as a number: looked up for each event, thus reckoned once a stack. */
final class Places {
    private static final int MOST = 20_000;

    private final Map<JvmStack, Map<String, Place>> ofStack = new IdentityHashMap<>();
    private final Map<List<JvmFrame>, Integer> numbers = new HashMap<>();

    /** @param name "com.acme.Lock.take:42" */
    record Place(int number, String name) {}

    /** Number 0 is where all are that are too many. */
    Place of(OfCall call) {
        if (ofStack.size() > MOST) {
            ofStack.clear();
        }
        return ofStack.computeIfAbsent(call.call().stack(), s -> new HashMap<>(2))
                .computeIfAbsent(call.called(), called -> reckon(call));
    }

    private Place reckon(OfCall call) {
        List<JvmFrame> frames = Site.frames(call);
        Integer number = numbers.get(frames);
        if (number == null) {
            number = numbers.size() >= MOST ? 0 : numbers.size() + 1;
            if (number > 0) {
                numbers.put(frames, number);
            }
        }
        return new Place(number, Site.place(call));
    }
}
