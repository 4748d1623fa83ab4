package org.semtrail.capture.jfr;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.HostRoot;
import org.semtrail.capture.host.ProcIdentity;
import org.semtrail.capture.jfr.JvmEvent.AgentStatus;
import org.semtrail.capture.jfr.RecordingReader.Content;

/**
 * Puts what chunks held together by JVM, and finds the process of each that lives: by its number in its own PID
 * namespace and its start, as the agent told them. A recording about a living JVM counts only from its user or root.
 */
final class JvmGroups {
    /** PROC_PID_INIT_INO of linux/proc_ns.h: the namespace in which every process is visible. */
    private static final long INITIAL_PID_NS = 0xEFFFFFFCL;

    private final HostRoot host;
    private final Sought sought;
    private final RecordingGaps gaps;
    private final long ownPidNs;
    private final String bootId;

    JvmGroups(HostRoot host, Sought sought, RecordingGaps gaps) {
        this.host = host;
        this.sought = sought;
        this.gaps = gaps;
        this.ownPidNs = ProcIdentity.ownNamespace(host, "pid");
        this.bootId = ProcIdentity.bootId(host);
    }

    /** Who wrote something: by the agent's own words, else the place alone. */
    private record Author(String bootId, long pidNs, int pid, long startTicks, Place place) {
        static Author of(Content content) {
            return status(List.of(content))
                    .map(s -> new Author(s.bootId(), s.pidNs(), s.pid(), s.startTicks(), null))
                    .orElse(new Author("", 0, 0, 0, content.place()));
        }
    }

    List<JvmRecording> of(List<Content> contents, Set<Place> incomplete) {
        Map<Author, List<Content>> groups = new LinkedHashMap<>();
        for (Content content : contents) {
            groups.computeIfAbsent(author(content, contents), a -> new ArrayList<>())
                    .add(content);
        }
        return groups.values().stream()
                .map(group -> recording(group, incomplete))
                .flatMap(Optional::stream)
                .toList();
    }

    /** A chunk without a word of the agent is by the author of the others of its place, where that is one. */
    private static Author author(Content content, List<Content> all) {
        Author own = Author.of(content);
        if (own.place() == null) {
            return own;
        }
        List<Author> beside = all.stream()
                .filter(c -> c.place().equals(content.place()))
                .map(Author::of)
                .filter(a -> a.place() == null)
                .distinct()
                .toList();
        return beside.size() == 1 ? beside.get(0) : own;
    }

    private static Optional<AgentStatus> status(Collection<Content> contents) {
        return contents.stream()
                .flatMap(c -> c.read().events().stream())
                .flatMap(e -> e instanceof AgentStatus s ? Stream.of(s) : Stream.of())
                .max(Comparator.comparing(AgentStatus::at));
    }

    private Optional<JvmRecording> recording(List<Content> group, Set<Place> incomplete) {
        Place place = group.get(0).place();
        AgentStatus status = status(group).orElse(null);
        boolean told = status != null && !status.bootId().isEmpty() && bootId != null;
        Boolean thisBoot = told ? Boolean.valueOf(status.bootId().equals(bootId)) : null;
        HostProcess process = Boolean.FALSE.equals(thisBoot) ? null : process(place, status);
        if (process != null && !place.given() && !Place.isBy(place.owner(), process)) {
            gaps.failed(
                    place.label(),
                    place.label() + " is owned by uid " + place.owner() + ", which is not the user of "
                            + process.label() + ": somebody put it there, and it is not believed");
            return Optional.empty();
        }
        List<JvmEvent> events = group.stream()
                .flatMap(c -> c.read().events().stream())
                .sorted(Comparator.comparing(JvmEvent::at))
                .toList();
        Instant from = group.stream()
                .map(c -> c.chunk().start())
                .min(Instant::compareTo)
                .orElseThrow();
        Instant to =
                group.stream().map(c -> c.chunk().end()).max(Instant::compareTo).orElseThrow();
        boolean complete = group.stream()
                .noneMatch(c -> incomplete.contains(c.place()) || c.read().flaw() != null);
        return Optional.of(new JvmRecording(
                place.label(),
                place.owner(),
                place.given(),
                status,
                process,
                pid(process, status, thisBoot),
                started(process, status, thisBoot),
                alive(process, status, thisBoot),
                thisBoot,
                from,
                to,
                complete,
                events));
    }

    private HostProcess process(Place place, AgentStatus status) {
        if (status != null && status.pidNs() > 0) {
            HostProcess itself = living().filter(p -> p.pidNs() == status.pidNs())
                    .filter(p -> status.pidNs() != ownPidNs || p.pid() == status.pid())
                    .filter(p -> is(p, status.pid(), status.startTicks()))
                    .findFirst()
                    .orElse(null);
            return itself != null ? itself : holder(place, status.pid());
        }
        if (place.holder() != null) {
            return holder(place, null);
        }
        return place.named() == null || place.given()
                ? null
                : living().filter(p -> p.pid() == place.named().pid() || p.pidNs() != ownPidNs)
                        .filter(p -> is(p, place.named().pid(), place.named().startTicks()))
                        .findFirst()
                        .orElse(null);
    }

    private Stream<HostProcess> living() {
        return sought.processes().stream().filter(HostProcess::alive);
    }

    /** Who has a file of the recording open: in a time namespace a JVM reckons its start otherwise than we do. */
    private HostProcess holder(Place place, Integer innerPid) {
        return living().filter(p -> place.holder() != null && p.pid() == place.holder())
                .filter(p -> innerPid == null
                        || ProcIdentity.read(host, p.pid())
                                .filter(id -> id.innerPid() == innerPid)
                                .isPresent())
                .findFirst()
                .orElse(null);
    }

    private boolean is(HostProcess process, int innerPid, long startTicks) {
        return ProcIdentity.read(host, process.pid())
                .filter(id -> id.innerPid() == innerPid && id.startTicks() == startTicks)
                .isPresent();
    }

    private Integer pid(HostProcess process, AgentStatus status, Boolean thisBoot) {
        if (process != null) {
            return process.pid();
        }
        boolean ours = status != null && status.pidNs() == ownPidNs && !Boolean.FALSE.equals(thisBoot);
        return ours ? Integer.valueOf(status.pid()) : null;
    }

    private Instant started(HostProcess process, AgentStatus status, Boolean thisBoot) {
        if (process != null) {
            return process.start();
        }
        return Boolean.TRUE.equals(thisBoot) ? ProcIdentity.startOf(host, status.startTicks()) : null;
    }

    private Boolean alive(HostProcess process, AgentStatus status, Boolean thisBoot) {
        if (process != null) {
            return true;
        }
        if (Boolean.FALSE.equals(thisBoot)) {
            return status == null ? null : Boolean.FALSE;
        }
        boolean visible = status != null && (ownPidNs == INITIAL_PID_NS || status.pidNs() == ownPidNs);
        return (visible && sought.allListed()) ? Boolean.FALSE : null;
    }
}
