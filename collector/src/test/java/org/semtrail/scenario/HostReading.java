package org.semtrail.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Looks at the whole host for many scenarios at once: semtrail reads all namespaces anyway. Whoever asks while a look is
 * under way gets the next one, which begins after the question.
 */
final class HostReading {
    private final Supplier<Output> look;
    private final Object oneAtATime = new Object();
    private List<CompletableFuture<Output>> waiting = new ArrayList<>();

    HostReading(Supplier<Output> look) {
        this.look = look;
    }

    Output get() {
        CompletableFuture<Output> mine = new CompletableFuture<>();
        synchronized (this) {
            waiting.add(mine);
        }
        synchronized (oneAtATime) {
            if (!mine.isDone()) {
                List<CompletableFuture<Output>> served = takeAll();
                Output seen = look.get();
                served.forEach(one -> one.complete(seen));
            }
        }
        return mine.join();
    }

    private synchronized List<CompletableFuture<Output>> takeAll() {
        List<CompletableFuture<Output>> taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }
}
