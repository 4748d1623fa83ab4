package org.semtrail.diagnose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.semtrail.capture.host.Amount;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.jfr.JvmEvent.MsgGet;
import org.semtrail.capture.jfr.JvmEvent.OfCall;
import org.semtrail.capture.jfr.JvmEvent.PosixOpen;
import org.semtrail.capture.jfr.JvmEvent.ShmGet;
import org.semtrail.capture.jfr.JvmFrame;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.JvmFacts;
import org.semtrail.diagnose.Finding.Severity;

/** A Java program was refused shared memory, a queue or a POSIX object for want of room: other limits than those of sets. */
final class JvmOtherNoSpaceRule implements Rule {
    static final String ID = "jvm-no-space-look-alike";

    /** What has a limit of its own, and the topic that explains it; an event is of the first row that takes it. */
    private record Kind(String noun, String topic) {
        static Kind of(OfCall call) {
            if (call instanceof ShmGet) {
                return new Kind("a shared-memory segment", "shm-limit");
            }
            if (call instanceof MsgGet) {
                return new Kind("a message queue", "msg-limit");
            }
            if (call instanceof PosixOpen) {
                return call.call().function().startsWith("mq_")
                        ? new Kind("a POSIX message queue", "mqueue-limit")
                        : new Kind("a POSIX object", "dev-shm-full");
            }
            return null;
        }
    }

    private record Place(Kind kind, List<JvmFrame> frames) {}

    @Override
    public List<Finding> check(HostFacts facts) {
        List<Finding> findings = new ArrayList<>();
        for (JvmFacts jvm : facts.jvms()) {
            Map<Place, List<OfCall>> places = new LinkedHashMap<>();
            JvmTold.events(jvm, OfCall.class).stream()
                    .filter(c -> c.call().failedWith(Errno.ENOSPC.number) && Objects.nonNull(Kind.of(c)))
                    .forEach(c -> places.computeIfAbsent(
                                    new Place(Kind.of(c), JvmTold.applicationPart(c)), p -> new ArrayList<>())
                            .add(c));
            places.forEach((place, failed) -> findings.add(finding(jvm, place.kind(), failed)));
        }
        return findings;
    }

    private static Finding finding(JvmFacts jvm, Kind kind, List<OfCall> failed) {
        OfCall last = failed.get(failed.size() - 1);
        Topic topic = Topics.get(kind.topic());
        return new Finding(
                ID,
                Severity.WARNING,
                jvm.label() + " could not make " + kind.noun() + " at " + JvmTold.place(last) + ", "
                        + Amount.of(failed.size(), "time")
                        + ": no space (ENOSPC). It is not a matter of semaphore sets: " + topic.title() + ".",
                List.of(
                        "asked for at " + JvmTold.stack(last),
                        last.call().function() + " failed " + JvmTold.times(failed),
                        jvm.source()),
                topic.text().replace('\n', ' '),
                topic.type());
    }
}
