package org.semtrail.capture.jfr;

import java.time.Instant;
import java.util.ArrayList;
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
 * namespace and its start, as the agent told them. Anybody can write anything: each part counts only for its owner and
 * its mount namespace, and only where it fits what is known of both.
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

    /** Which JVM an agent says that it is in. */
    private record Identity(String bootId, long pidNs, int pid, long startTicks, long ipcNs) {
        static Identity of(AgentStatus s) {
            return new Identity(s.bootId(), s.pidNs(), s.pid(), s.startTicks(), s.ipcNs());
        }
    }

    /**
     * Who wrote something: what anybody claims to be counts only together with what nobody can choose.
     *
     * @param told by the agent's own words; null where it says nothing
     * @param process the JVM, where it lives
     * @param origin where it was found, of one that is gone
     * @param place the place, where nothing else is known
     */
    private record Author(
            Identity told,
            long owner,
            boolean given,
            boolean trusted,
            HostProcess process,
            Origin origin,
            Place place) {}

    List<JvmRecording> of(List<Content> contents, Set<Place> incomplete) {
        Map<Author, List<Content>> groups = new LinkedHashMap<>();
        for (Content content : contents) {
            author(content, contents)
                    .ifPresent(author -> groups.computeIfAbsent(author, a -> new ArrayList<>())
                            .add(content));
        }
        return groups.entrySet().stream()
                .map(e -> recording(e.getKey(), e.getValue(), incomplete))
                .toList();
    }

    /** Empty where it is not believed. */
    private Optional<Author> author(Content content, List<Content> all) {
        Place place = content.place();
        List<Identity> own = identities(Stream.of(content));
        Identity told = own.isEmpty() ? beside(place, all) : own.get(0);
        HostProcess process = Boolean.FALSE.equals(thisBoot(told)) ? null : process(place, told);
        String lie = place.given() ? null : own.size() > 1 ? "tells of several JVMs" : lie(place, told, process);
        if (lie != null) {
            gaps.failed(place.label(), place.label() + " " + lie + ": somebody put it there, and it is not believed");
            return Optional.empty();
        }
        return Optional.of(new Author(
                told,
                place.owner(),
                place.given(),
                place.isTrusted(),
                process,
                process != null || place.origin().isOurs() ? null : place.origin(),
                told == null ? place : null));
    }

    /** A chunk without a word of the agent is by the author of the others of its place, where that is one. */
    private static Identity beside(Place place, List<Content> all) {
        List<Identity> others = identities(all.stream().filter(c -> c.place().equals(place)));
        return others.size() == 1 ? others.get(0) : null;
    }

    private static List<Identity> identities(Stream<Content> contents) {
        return contents.flatMap(JvmGroups::statuses)
                .map(Identity::of)
                .distinct()
                .toList();
    }

    private static Stream<AgentStatus> statuses(Content content) {
        return content.read().events().stream().flatMap(e -> e instanceof AgentStatus s ? Stream.of(s) : Stream.of());
    }

    /** Why a place cannot be what it claims to be; null where it can. */
    private String lie(Place place, Identity told, HostProcess process) {
        if (process != null && !place.origin().mayTellOf(process)) {
            return "tells of " + process.label() + ", which is in another mount namespace";
        }
        if (process != null && !Place.isBy(place.owner(), process)) {
            return "is owned by uid " + place.owner() + ", which is not the user of " + process.label();
        }
        if (told == null || Boolean.FALSE.equals(thisBoot(told))) {
            return null;
        }
        if (place.named() != null && !place.named().equals(new Place.Named(told.pid(), told.startTicks()))) {
            return "tells of pid " + told.pid() + ", started at tick " + told.startTicks() + ", which is not its name";
        }
        if (process != null && told.ipcNs() > 0 && !process.mayBeIn(told.ipcNs())) {
            return "tells of IPC namespace " + told.ipcNs() + ", in which " + process.label() + " is not";
        }
        boolean neighbours = place.origin().isOurs()
                || living().anyMatch(p -> place.origin().mayTellOf(p) && p.mayBeIn(told.ipcNs()));
        return neighbours
                ? null
                : "tells of IPC namespace " + told.ipcNs() + ", in which no process of its mount namespace is";
    }

    private Boolean thisBoot(Identity told) {
        boolean known = told != null && !told.bootId().isEmpty() && bootId != null;
        return known ? Boolean.valueOf(told.bootId().equals(bootId)) : null;
    }

    private JvmRecording recording(Author author, List<Content> group, Set<Place> incomplete) {
        Identity told = author.told();
        List<JvmEvent> events = Retellings.resolve(
                group.stream().flatMap(c -> c.read().events().stream()).toList());
        Instant from = group.stream()
                .map(c -> c.chunk().start())
                .min(Instant::compareTo)
                .orElseThrow();
        Instant to =
                group.stream().map(c -> c.chunk().end()).max(Instant::compareTo).orElseThrow();
        boolean complete = group.stream()
                .noneMatch(c -> incomplete.contains(c.place()) || c.read().flaw() != null);
        return new JvmRecording(
                group.get(0).place().label(),
                author.owner(),
                author.given(),
                author.trusted(),
                group.stream()
                        .flatMap(JvmGroups::statuses)
                        .max(Comparator.comparing(AgentStatus::at))
                        .orElse(null),
                author.process(),
                pid(author),
                started(author),
                alive(author),
                thisBoot(told),
                from,
                to,
                complete,
                events);
    }

    private HostProcess process(Place place, Identity status) {
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

    private Integer pid(Author author) {
        if (author.process() != null) {
            return author.process().pid();
        }
        return isInOurPidNs(author) ? Integer.valueOf(author.told().pid()) : null;
    }

    private boolean isInOurPidNs(Author author) {
        Identity told = author.told();
        return told != null
                && told.pidNs() == ownPidNs
                && !Boolean.FALSE.equals(thisBoot(told))
                && (author.origin() == null
                        || living().anyMatch(p -> author.origin().mayTellOf(p) && p.pidNs() == ownPidNs));
    }

    private Instant started(Author author) {
        if (author.process() != null) {
            return author.process().start();
        }
        return Boolean.TRUE.equals(thisBoot(author.told()))
                ? ProcIdentity.startOf(host, author.told().startTicks())
                : null;
    }

    private Boolean alive(Author author) {
        Identity told = author.told();
        if (author.process() != null) {
            return true;
        }
        if (Boolean.FALSE.equals(thisBoot(told))) {
            return Boolean.FALSE;
        }
        boolean visible = told != null && (ownPidNs == INITIAL_PID_NS || told.pidNs() == ownPidNs);
        return (visible && sought.allListed()) ? Boolean.FALSE : null;
    }
}
