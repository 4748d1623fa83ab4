package org.semtrail.agent.emit;

/** The agent's only thread: daemon, and without anything of the application that happened to start it. */
final class RecorderThread extends Thread {
    RecorderThread() {
        super("semtrail");
        setDaemon(true);
        setContextClassLoader(null);
    }

    @Override
    public void run() {
        try {
            Recorder.run();
        } catch (InterruptedException e) {
            Failures.count(e);
        }
    }
}
