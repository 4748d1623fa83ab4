package org.semtrail.agent.emit;

import java.util.concurrent.TimeUnit;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;

/** Starts what records at the first class that matches, keeps the periodic events going, and tells the probe when to rest. */
public final class Recorder {
    private static final long LONGEST_WAIT_SECONDS = 10;
    private static final Object LOCK = new Object();

    /** Plain for the probe; once true it stays so. */
    static boolean started;

    private static Settings settings = new Settings();
    private static Thread thread;

    private Recorder() {}

    /** What the options say; before the first class matches. */
    public static void configure(Settings from) {
        settings = from;
        Outcome.slowNanos = from.slowNanos;
    }

    /** The first class matched: starts to record, on a thread of its own, for this one may hold a class loader's lock. */
    public static void wake() {
        synchronized (LOCK) {
            if (thread == null) {
                thread = new RecorderThread();
                thread.start();
                Probe.on = true;
            }
        }
    }

    /** Called before the first recorded call, outside of any class loading: waits until events are written. */
    static void await() {
        boolean interrupted = false;
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS);
        synchronized (LOCK) {
            while (!started && System.nanoTime() < until && Thread.currentThread() != thread) {
                try {
                    LOCK.wait(TimeUnit.SECONDS.toMillis(1));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            started = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Everything that takes time at the start, and then the rounds. */
    static void run() throws InterruptedException {
        ProcessIdentity process = null;
        OwnRecording recording = null;
        try {
            process = ProcessIdentity.own();
            recording = new OwnRecording(settings, process);
            recording.start();
            JfrClock.start();
            follow(recording, process);
        } catch (Throwable t) {
            Failures.count(t);
        } finally {
            synchronized (LOCK) {
                started = true;
                LOCK.notifyAll();
            }
        }
        while (true) {
            Thread.sleep(TimeUnit.SECONDS.toMillis(settings.usageSeconds));
            tell(recording, process);
        }
    }

    /** The counters, and the status if it has changed. */
    private static void tell(OwnRecording recording, ProcessIdentity process) {
        Usage.tell();
        if (Status.hasChanged()) {
            Status.event(settings, process, recording.repository()).commit();
        }
    }

    private static void follow(OwnRecording recording, ProcessIdentity process) {
        FlightRecorder.addPeriodicEvent(
                AgentStatus.class,
                () -> Status.event(settings, process, recording.repository()).commit());
        FlightRecorder.addPeriodicEvent(IpcUsage.class, () -> tell(recording, process));
        FlightRecorder.addListener(new FlightRecorderListener() {
            @Override
            public void recordingStateChanged(Recording changed) {
                Probe.on = recording.anyRuns();
            }
        });
        Probe.on = recording.anyRuns();
        Status.event(settings, process, recording.repository()).commit();
    }
}
