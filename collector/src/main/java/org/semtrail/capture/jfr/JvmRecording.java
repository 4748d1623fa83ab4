package org.semtrail.capture.jfr;

import java.time.Instant;
import java.util.List;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.jfr.JvmEvent.AgentStatus;

/**
 * What one JVM recorded, as far as it was read.
 *
 * @param place the folder or file, as we see it
 * @param owner uid of who wrote it; anybody can write a recording about anything
 * @param given whether a user named it: its owner then says nothing
 * @param trusted whether it is believed about everybody's sets: a user named it, or root of this host wrote it
 * @param status what its agent said last; null where nothing was read
 * @param process the JVM, where it lives
 * @param pid its number in our PID namespace; null where it is gone and was in another one, or not known
 * @param started when it was started; null where that cannot be known
 * @param alive whether it lives; null where that cannot be known
 * @param thisBoot whether it ran since this host was started; null where that cannot be known
 * @param from when the oldest part that was read begins
 * @param to when the newest ends
 * @param complete whether all of it was read
 * @param events by time
 */
public record JvmRecording(
        String place,
        long owner,
        boolean given,
        boolean trusted,
        AgentStatus status,
        HostProcess process,
        Integer pid,
        Instant started,
        Boolean alive,
        Boolean thisBoot,
        Instant from,
        Instant to,
        boolean complete,
        List<JvmEvent> events) {
    public JvmRecording {
        events = List.copyOf(events);
    }

    /** Whether it is believed when it says that it did what only this user and root may do. */
    public boolean isBy(long uid) {
        return trusted || owner == uid;
    }

    /** Whether it was in an IPC namespace; not known counts as no. */
    public boolean in(long ipcNs) {
        return !Boolean.FALSE.equals(thisBoot) && status != null && status.ipcNs() == ipcNs;
    }
}
