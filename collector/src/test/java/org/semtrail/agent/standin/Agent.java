package org.semtrail.agent.standin;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;

/** Keeps a recording where the agent does, and says in each chunk whose it is. */
public final class Agent {
    private Agent() {}

    /** @param parent the folder that gets the one of this JVM, {@code <pid>-<startTicks>} */
    public static Recording start(Path parent) throws IOException, JMException {
        long ticks = Long.parseLong(stat()[21]);
        int pid = Integer.parseInt(stat()[0]);
        Path folder = Files.createDirectories(parent.resolve(pid + "-" + ticks));
        ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "jfrConfigure",
                        new Object[] {new String[] {"repositorypath=" + folder}},
                        new String[] {String[].class.getName()});
        FlightRecorder.addPeriodicEvent(Events.AgentStatus.class, () -> status(folder, pid, ticks));
        Recording recording = new Recording();
        recording.setName("semtrail");
        recording.setToDisk(true);
        recording.enable(Events.AgentStatus.class).with("period", "beginChunk");
        recording.start();
        return recording;
    }

    private static void status(Path folder, int pid, long ticks) {
        Events.AgentStatus status = new Events.AgentStatus();
        status.recording = folder.toString();
        status.pid = pid;
        status.startTicks = ticks;
        status.ipcNs = namespace("ipc");
        status.pidNs = namespace("pid");
        status.bootId = read("/proc/sys/kernel/random/boot_id").strip();
        status.commit();
    }

    private static String[] stat() {
        String stat = read("/proc/self/stat");
        int close = stat.lastIndexOf(')');
        return (stat.substring(0, stat.indexOf('(')) + "comm" + stat.substring(close + 1)).split(" ");
    }

    private static long namespace(String kind) {
        try {
            String link = Files.readSymbolicLink(Path.of("/proc/self/ns", kind)).toString();
            return Long.parseLong(link.replaceAll("\\D", ""));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
