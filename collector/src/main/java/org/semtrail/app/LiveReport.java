package org.semtrail.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.IpcLimits.Limit;
import org.semtrail.capture.host.ProcIdentity;
import org.semtrail.capture.jfr.JvmEvent.AgentStatus;
import org.semtrail.capture.jfr.JvmRecording;
import org.semtrail.capture.jfr.RecordingPass.Outcome;
import org.semtrail.capture.jfr.RecordingPass.Part;
import org.semtrail.capture.offline.Source;
import org.semtrail.correlate.Creator;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.JvmFacts;
import org.semtrail.correlate.SetFacts;
import org.semtrail.correlate.story.Asked;
import org.semtrail.correlate.story.JvmLine.Home;
import org.semtrail.correlate.story.Life;
import org.semtrail.correlate.story.Life.Proof;
import org.semtrail.correlate.story.Life.Stuck;
import org.semtrail.correlate.story.Story;
import org.semtrail.correlate.story.StoryBuilder;
import org.semtrail.correlate.story.StoryEnd;
import org.semtrail.correlate.story.Told;
import org.semtrail.diagnose.story.StoryRules;

/** The story of this host: its tables and processes as they are now, and what its JVMs recorded. */
final class LiveReport {
    private static final int MAX_USERS = 1_000;

    private final Context context;
    private final HostFacts facts;
    private final Asked asked;
    private final Told told = new Told();
    private final Map<String, Home> homes = new HashMap<>();

    LiveReport(Context context, RecordingOptions recordings, Asked asked) {
        this.context = context;
        this.asked = asked;
        this.facts = new Host(context, recordings).diagnosable();
        Sight.require(facts);
    }

    ReportMaker.Made make() {
        facts.unseen().stream().distinct().forEach(told::gap);
        told.bootId = ProcIdentity.bootId(context.host());
        told.kernel = word("/proc/sys/kernel/osrelease");
        addLimits();
        addSets();
        addUsers();
        facts.jvms().forEach(j -> homes.put(key(j.recording().status()), home(j)));
        StoryBuilder builder = new StoryBuilder(asked, s -> homes.getOrDefault(key(s), Home.UNKNOWN));
        addHost();
        facts.jvms().forEach(j -> add(builder, j));
        Story story = StoryEnd.of(builder, told);
        return new ReportMaker.Made(
                story,
                StoryRules.check(
                        story, asked.has(facts.now().toEpochMilli()) ? facts : ReportMaker.ofFiles(context, List.of())),
                true,
                word("/proc/sys/kernel/hostname"),
                told.bootId,
                told.kernel,
                ProcIdentity.startOf(context.host(), 0));
    }

    private String word(String path) {
        try {
            return Files.readString(context.host().path(path), StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException notThere) {
            return null;
        }
    }

    private static String key(AgentStatus s) {
        return s == null ? "" : s.bootId() + " " + s.pid() + " " + s.startTicks();
    }

    private Home home(JvmFacts jvm) {
        HostProcess p = jvm.process();
        Instant started = jvm.recording().started();
        return new Home(
                p == null ? null : p.program(),
                p == null ? null : p.home().unit(),
                p == null ? null : p.home().container(),
                facts.names().user(jvm.recording().owner()),
                started == null ? null : Long.valueOf(started.toEpochMilli()),
                jvm.alive());
    }

    private void addLimits() {
        facts.own().findFirst().ifPresent(ns -> {
            for (Limit l : ns.limits().rows()) {
                if (l.limit() != null) {
                    told.limits.put(l.name(), l.limit());
                }
                if (l.used() != null) {
                    told.used.put(l.name(), l.used());
                }
            }
        });
        told.tablesAt = facts.now().toEpochMilli();
    }

    private void addSets() {
        List<Life> lives = new ArrayList<>();
        facts.own().forEach(ns -> ns.sets().forEach(s -> lives.add(life(s))));
        told.tables = lives;
        told.tablesWhole = true;
        told.ipcNs = facts.own().findFirst().map(n -> n.ns().inode()).orElse(null);
    }

    /** Processes that are known to use sets; those of which recordings tell come with them. */
    private void addUsers() {
        facts
                .own()
                .flatMap(ns -> ns.sets().stream())
                .flatMap(s -> s.users().stream())
                .filter(p -> !isRecorded(p.pid()))
                .collect(Collectors.toMap(HostProcess::pid, p -> p, (one, same) -> one, TreeMap::new))
                .values()
                .stream()
                .limit(MAX_USERS)
                .forEach(p -> told.processes.add(new Story.Process(
                        Story.Process.key(p.pid()),
                        p.pid(),
                        p.program(),
                        false,
                        p.home().unit(),
                        p.home().container(),
                        p.start().toEpochMilli(),
                        null,
                        "alive")));
    }

    private boolean isRecorded(int pid) {
        return facts.jvms().stream()
                .anyMatch(j -> j.process() != null && j.process().pid() == pid);
    }

    private String creator(Creator c) {
        return Boolean.TRUE.equals(c.alive()) && c.pid() != null && !isRecorded(c.pid())
                ? Story.Process.key(c.pid())
                : null;
    }

    private Life life(SetFacts s) {
        List<Proof> evidence = new ArrayList<>();
        if (!s.sem().everOperated()) {
            evidence.add(new Proof("open", "never operated", "semaphore table"));
        }
        s.evidence()
                .forEach(e -> evidence.add(new Proof(e.side().name().toLowerCase(Locale.ROOT), e.what(), e.source())));
        return new Life(
                "sem " + s.sem().semid(),
                s.sem().semid(),
                s.sem().ipcNs(),
                new Life.Row(
                        s.sem().uid(),
                        facts.names().user(s.sem().uid()),
                        s.sem().nsems(),
                        s.sem().mode(),
                        s.sem().key(),
                        s.maker()),
                s.sem().ctime() * 1_000,
                "made or changed then (ctime)" + (s.maker() == null ? "" : ", by " + s.maker()),
                null,
                null,
                null,
                creator(s.creator()),
                null,
                s.verdict().toString(),
                evidence,
                stuck(s));
    }

    private static Stuck stuck(SetFacts s) {
        var sems = s.sem().sems();
        for (int i = 0; sems != null && i < s.sem().nsems(); i++) {
            if (sems.value()[i] == 0 && sems.ncount()[i] > 0) {
                return new Stuck(i, sems.pid()[i], sems.ncount()[i]);
            }
        }
        return null;
    }

    private void addHost() {
        told.sources.add(new Source(
                "s1",
                "this host",
                "tables and processes of the kernel",
                null,
                0,
                facts.now(),
                facts.now(),
                "this host's clock",
                1_000,
                Source.Status.READ,
                null));
    }

    private void add(StoryBuilder builder, JvmFacts jvm) {
        JvmRecording r = jvm.recording();
        String id = "s" + (told.sources.size() + 1);
        builder.from(id);
        Part part = new Part(
                Path.of(r.place()), r.from(), r.to(), 0, !Boolean.TRUE.equals(jvm.alive()) && r.status() != null, 0, 0);
        r.events().forEach(e -> builder.event(part, r.status(), e));
        builder.ended(part, r.status(), new Outcome(r.events().size(), 0, null));
        told.sources.add(new Source(
                id,
                r.place(),
                "JFR recording",
                null,
                0,
                r.from(),
                r.to(),
                "the JVM's clock, UTC",
                1,
                r.complete() ? Source.Status.READ : Source.Status.PARTLY,
                r.complete() ? null : "parts of it are missing or were left out"));
    }
}
