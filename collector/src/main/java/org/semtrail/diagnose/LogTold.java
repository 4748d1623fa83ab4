package org.semtrail.diagnose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.offline.LogHit;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.HostFacts.NamespaceFacts;

/**
 * What the logs tell of some diseases: the same failure in all its places.
 *
 * @param hits not empty, in the order in which they were read
 */
record LogTold(List<LogHit> hits) {
    private static final int SHOWN = 6;
    private static final int EXCERPT = 160;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\b(SEMID|KEY|FILE|IMAGE)\\b");

    static LogTold of(HostFacts facts, Disease first, Disease... more) {
        Set<Disease> diseases = EnumSet.of(first, more);
        return new LogTold(facts.log().stream()
                .filter(h -> diseases.contains(Disease.of(h)))
                .toList());
    }

    boolean isEmpty() {
        return hits.isEmpty();
    }

    long count() {
        return hits.stream().mapToLong(LogHit::count).sum();
    }

    /** "3 failures of Apache httpd, the last at line 99 of error.log (10:12:13)". */
    String words() {
        LogHit last =
                hits.stream().max(Comparator.comparingLong(LogHit::lastLine)).orElseThrow();
        String time = last.lastTime() == null ? "" : " (" + last.lastTime() + ")";
        return count() + (count() == 1 ? " failure of " : " failures of ") + software() + ", "
                + (count() == 1 ? "at" : "the last at") + " line " + last.lastLine() + " of " + last.source() + time;
    }

    String software() {
        return hits.stream()
                .map(h -> h.signature().software())
                .distinct()
                .limit(3)
                .collect(Collectors.joining(", "));
    }

    /** Whether every hit says it in words that prove it. */
    boolean isSure() {
        return hits.stream().allMatch(h -> h.signature().sure());
    }

    List<String> evidence() {
        List<String> lines = new ArrayList<>();
        hits.stream().limit(SHOWN).forEach(h -> lines.add(line(h)));
        if (hits.size() > SHOWN) {
            lines.add("and " + (hits.size() - SHOWN) + " more kinds of it");
        }
        return lines;
    }

    private static String line(LogHit hit) {
        String text = hit.excerpt().length() <= EXCERPT
                ? hit.excerpt()
                : hit.excerpt().substring(0, EXCERPT) + "…";
        String where = hit.count() == 1
                ? " line " + hit.line()
                : ", " + hit.count() + " times" + (hit.texts() < 2 ? "" : " in " + hit.texts() + " wordings")
                        + " from line " + hit.line() + " to line " + hit.lastLine();
        return hit.source() + where + ": " + text;
    }

    /** The topic's commands that can be pasted as they are, or with the semid that the log names. */
    List<String> commands(Topic topic) {
        String semid = hits.stream()
                .map(LogHit::object)
                .filter(o -> o != null && o.matches("\\d{1,10}"))
                .findFirst()
                .orElse("SEMID");
        List<String> commands = new ArrayList<>();
        List<String> comments = new ArrayList<>();
        for (String line : topic.type()) {
            String command = line.replace("SEMID", semid);
            if (line.startsWith("#")) {
                comments.add(line);
            } else {
                if (!PLACEHOLDER.matcher(command).find()) {
                    commands.addAll(comments);
                    commands.add(command);
                }
                comments.clear();
            }
        }
        return commands;
    }

    /** The namespaces in which a living process of the software is; empty where none is seen. */
    List<NamespaceFacts> whereItRuns(HostFacts facts) {
        Set<Long> inodes = new LinkedHashSet<>();
        facts.processes().stream()
                .filter(p -> p.alive() && hits.stream().anyMatch(h -> isOf(p, h)))
                .flatMap(p -> p.tasks().stream())
                .forEach(t -> inodes.add(t.ipcNs()));
        return facts.namespaces().stream()
                .filter(n -> inodes.contains(n.ns().inode()))
                .toList();
    }

    /** By the program's name; a pid alone is not enough: in a container's log it is a number of the container. */
    private static boolean isOf(HostProcess process, LogHit hit) {
        String software = hit.signature().software().toLowerCase(Locale.ROOT);
        String program = process.program().toLowerCase(Locale.ROOT).replaceAll("[^a-z].*", "");
        return program.length() > 3 && software.contains(program.equals("apache") ? "httpd" : program);
    }
}
