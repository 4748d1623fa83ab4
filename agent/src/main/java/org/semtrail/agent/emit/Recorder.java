package org.semtrail.agent.emit;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;

/** Starts what records at the first class that matches, keeps the periodic events going, and tells the probe when to rest. */
public final class Recorder {
    private static final Object LOCK = new Object();
    private static final ChunkEnds CHUNK_ENDS = new ChunkEnds();

    /** Plain for the probe; once true it stays so. */
    static boolean started;

    /** Whether what is committed gets anywhere: not as long as the first recording is being started. */
    static volatile boolean writes;

    private static volatile Settings settings = new Settings();
    private static Opening opening;
    private static boolean follows;
    private static Thread thread;

    private Recorder() {}

    /** What the options say; before the first class matches. */
    public static void configure(Settings from, Opening modules) {
        settings = from;
        opening = modules;
        CallState.timesAll = from.timesAll;
        for (EventKind kind : EventKind.values()) {
            kind.slowNanos = from.slowNanos;
        }
    }

    /** What counts now. */
    public static Settings settings() {
        return settings;
    }

    /** Other options for an agent that is there already; what was decided when it started stays. */
    public static void reconfigure(Settings from) {
        Settings next = settings.copy();
        next.options = from.options;
        next.slowNanos = from.slowNanos;
        next.timesAll = from.timesAll;
        next.usageSeconds = from.usageSeconds;
        configure(next, opening);
        Status.tellAnew();
    }

    /** The first class matched: starts to record, on a thread of its own, for this one may hold a class loader's lock. */
    public static void wake() {
        synchronized (LOCK) {
            if (thread == null) {
                thread = RecorderThread.started();
                Probe.on = true;
            }
        }
    }

    /** Opens the package of a class of the JDK to the agent. */
    public static void open(Class<?> inPackage) throws ReflectiveOperationException {
        opening.open(inPackage);
    }

    /** Called before the first recorded call, outside of any class loading: waits until events are written. */
    static void await() {
        boolean interrupted = false;
        long until = System.nanoTime() + settings.waitNanos;
        synchronized (LOCK) {
            while (!started && System.nanoTime() < until && Thread.currentThread() != thread) {
                try {
                    LOCK.wait(100);
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
    static void run() {
        ProcessIdentity process;
        OwnRecording recording;
        try {
            Preload.all();
            process = ProcessIdentity.own();
            recording = new OwnRecording(settings, process);
            RawMemory.open(opening);
            recording.start();
            follow(process);
        } catch (Throwable t) {
            Failures.count(t);
            Probe.on = false;
            Complaint.make("does not record: " + t);
            return;
        } finally {
            synchronized (LOCK) {
                started = true;
                LOCK.notifyAll();
            }
        }
        clearLeftovers(recording);
        for (long seconds = 1; true; seconds++) {
            pause();
            round(recording, process, seconds % settings.usageSeconds == 0);
        }
    }

    private static void clearLeftovers(OwnRecording recording) {
        try {
            recording.clearLeftovers();
        } catch (IOException | RuntimeException e) {
            Failures.count(e);
        }
    }

    /** An interrupt, as of a whole thread group, is no reason to end. */
    private static void pause() {
        try {
            Thread.sleep(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException e) {
            // The round comes early.
        }
    }

    private static void round(OwnRecording recording, ProcessIdentity process, boolean withUsage) {
        try {
            recording.look();
            if (Probe.on) {
                CHUNK_ENDS.look(Outcome.told());
                LiveObjects.write();
            }
            if (withUsage && Probe.on) {
                tell(process);
            }
        } catch (Throwable t) {
            Failures.count(t);
        }
    }

    /** The counters, and the status if it has changed. */
    private static void tell(ProcessIdentity process) {
        Usage.tell();
        if (Status.hasChanged()) {
            status(process);
        }
    }

    /** Periodic events and the clock are for whoever records, now or later; without a recording they would start JFR for nothing. */
    private static void follow(ProcessIdentity process) throws IllegalAccessException {
        FlightRecorder.addListener(new FlightRecorderListener() {
            @Override
            public void recordingStateChanged(Recording changed) {
                recordingsChanged(process);
            }
        });
        recordingsChanged(process);
    }

    private static synchronized void recordingsChanged(ProcessIdentity process) {
        boolean anyRuns = OwnRecording.anyRuns();
        try {
            if (anyRuns && !follows) {
                follows = true;
                JfrClock.start();
                registerEvents();
                FlightRecorder.addPeriodicEvent(AgentStatus.class, () -> status(process));
                FlightRecorder.addPeriodicEvent(IpcUsage.class, () -> tell(process));
                FlightRecorder.addPeriodicEvent(LiveObject.class, LiveObjects::tell);
                writes = true;
                // What was made before that: the first call does not wait for ever.
                LiveObjects.tell();
                status(process);
            }
        } catch (IllegalAccessException | RuntimeException e) {
            Failures.count(e);
        }
        Probe.on = anyRuns;
    }

    /**
     * Every event class, on this thread: the settings of recordings take hold then, and to do it on the application's threads
     * would take their time, and permissions that they may not have.
     */
    private static void registerEvents() {
        for (EventKind kind : EventKind.values()) {
            CallEvent event = kind.event();
            FlightRecorder.register(event.getClass());
            JfrClock.prepare(event.getClass());
        }
    }

    private static void status(ProcessIdentity process) {
        Status.event(settings, process, JfrRepository.current()).commit();
    }
}
