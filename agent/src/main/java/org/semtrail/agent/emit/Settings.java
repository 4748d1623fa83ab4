package org.semtrail.agent.emit;

/** What the options say about recording; set once, before the first call is recorded. */
public final class Settings {
    static final long DEFAULT_SLOW_NANOS = 10_000_000;

    public String options = "";
    public boolean lateAttach;
    /** Whether the agent keeps a recording of its own. */
    public boolean recording = true;
    /** Where to; null for the first writable one of the usual places. */
    public String directory;

    public long maxAgeSeconds = 7 * 24 * 3600;
    public long maxSizeBytes = 100L << 20;
    public long slowNanos = DEFAULT_SLOW_NANOS;
    /** Whether calls that cannot block are all timed too. */
    public boolean timesAll;

    public long usageSeconds = 10;
    /** How long the first call may wait for the recording to begin. */
    public long waitNanos = 2_000_000_000L;

    public Settings copy() {
        Settings copy = new Settings();
        copy.options = options;
        copy.lateAttach = lateAttach;
        copy.recording = recording;
        copy.directory = directory;
        copy.maxAgeSeconds = maxAgeSeconds;
        copy.maxSizeBytes = maxSizeBytes;
        copy.slowNanos = slowNanos;
        copy.timesAll = timesAll;
        copy.usageSeconds = usageSeconds;
        copy.waitNanos = waitNanos;
        return copy;
    }
}
