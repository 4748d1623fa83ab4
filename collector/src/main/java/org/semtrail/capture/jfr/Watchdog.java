package org.semtrail.capture.jfr;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs what may hang on a file that somebody made up: opening a pipe blocks, and the JDK's reader can loop. What does not
 * come back in time is left behind on a daemon thread.
 */
final class Watchdog {
    private Watchdog() {}

    /**
     * @throws IOException what the task threw, of whatever kind: the file is at fault; or that it did not end in time
     */
    static <T> T call(Callable<T> task, Duration patience) throws IOException {
        FutureTask<T> future = new FutureTask<>(task);
        Thread thread = new Thread(future, "semtrail reads a recording");
        thread.setDaemon(true);
        thread.start();
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io
                    ? io
                    : new IOException(e.getCause().toString(), e.getCause());
        } catch (TimeoutException e) {
            future.cancel(true);
            throw new TooSlow(patience, e);
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** It did not end in time. */
    static final class TooSlow extends IOException {
        private static final long serialVersionUID = 1L;

        TooSlow(Duration patience, Exception cause) {
            super("reading it did not end within " + patience.toMillis() + " ms", cause);
        }
    }
}
