package org.semtrail.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.semtrail.capture.host.HostProcess;
import org.semtrail.capture.host.SystemdUnits;
import org.semtrail.capture.host.UserNames;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.SetFacts;
import org.semtrail.correlate.Verdict;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The filters that list and prune share. Values of one filter are alternatives; different filters must all hold. */
final class SetFilter {
    @Option(names = "--owner", paramLabel = "USER", description = "Owned by this user (name or number).")
    private List<String> owners = List.of();

    @Option(
            names = "--unit",
            paramLabel = "UNIT",
            description = "Made or used by this systemd unit, where that is known.")
    private List<String> units = List.of();

    @Option(names = "--pid", paramLabel = "PID", description = "Made, last operated or used by this process.")
    private List<Integer> pids = List.of();

    @Option(
            names = "--ipc-ns",
            paramLabel = "INODE",
            description = "In this IPC namespace: an inode as in column ipc_ns, 'own' or 'all'.")
    private String ipcNs;

    @Option(
            names = "--verdict",
            paramLabel = "VERDICT",
            split = ",",
            converter = VerdictConverter.class,
            description = "in-use, presumed-in-use, unknown, presumed-orphan or orphan.")
    private List<Verdict> verdicts = List.of();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            converter = KeyConverter.class,
            description = "With this key, decimal or 0x…; 0 is private.")
    private List<Integer> keys = List.of();

    @Option(
            names = "--older-than",
            paramLabel = "AGE",
            converter = AgeConverter.class,
            description = "Not created or changed (ctime) for this long: 90s, 15m, 2h, 3d.")
    private Duration olderThan;

    boolean isUsed() {
        return ipcNs != null
                || olderThan != null
                || Stream.of(owners, units, pids, verdicts, keys).anyMatch(values -> !values.isEmpty());
    }

    /** The same for objects of other kinds; in all namespaces, or only in our own, where the user names none. */
    ObjectFilter forObjects(UserNames names, boolean ownByDefault) {
        String where = ipcNs == null && ownByDefault ? "own" : ipcNs;
        return new ObjectFilter(ObjectFilter.uids(owners, names), units, pids, where, verdicts, keys, olderThan);
    }

    /** The sets that pass; in all namespaces, or only in our own, where the user names none. */
    List<SetFacts> apply(HostFacts facts, Context context, boolean ownByDefault) {
        Predicate<SetFacts> all = inNamespace(facts, ownByDefault);
        if (!owners.isEmpty()) {
            List<Long> uids = owners.stream().map(name -> uid(facts, name)).toList();
            all = all.and(s -> uids.contains(s.sem().uid()));
        }
        if (!units.isEmpty()) {
            all = all.and(ofUnits(context));
        }
        if (!pids.isEmpty()) {
            all = all.and(s -> pidsOf(s).anyMatch(pids::contains));
        }
        if (!verdicts.isEmpty()) {
            all = all.and(s -> verdicts.contains(s.verdict()));
        }
        if (!keys.isEmpty()) {
            all = all.and(s -> keys.contains(s.sem().key()));
        }
        if (olderThan != null) {
            all = all.and(s -> !s.sem().ctimeInstant().isAfter(facts.now().minus(olderThan)));
        }
        return facts.sets().filter(all).toList();
    }

    private Predicate<SetFacts> inNamespace(HostFacts facts, boolean ownByDefault) {
        String wanted = ipcNs == null ? (ownByDefault ? "own" : "all") : ipcNs;
        if (wanted.equals("all")) {
            return s -> true;
        }
        if (!wanted.equals("own") && !wanted.matches("\\d{1,18}")) {
            throw Stop.badInput("--ipc-ns takes an inode such as 4026531839, 'own' or 'all', not '" + wanted + "'");
        }
        long inode = wanted.equals("own") ? facts.ownIpcNs() : Long.parseLong(wanted);
        if (facts.namespaces().stream().noneMatch(n -> n.ns().inode() == inode)) {
            throw Stop.badInput("no IPC namespace " + inode + " was found here; there are: "
                    + facts.namespaces().stream()
                            .map(n -> Long.toString(n.ns().inode()))
                            .toList());
        }
        return s -> s.sem().ipcNs() == inode;
    }

    private static long uid(HostFacts facts, String name) {
        return facts.names()
                .uid(name)
                .orElseThrow(
                        () -> Stop.badInput("--owner: this host knows no user '" + name + "'; a number works, too"));
    }

    private Predicate<SetFacts> ofUnits(Context context) {
        if (!new SystemdUnits(context.host()).present()) {
            throw Stop.cannotSee(
                    "--unit: this host does not run systemd, so no process has a unit; use --owner or --pid");
        }
        List<String> names =
                units.stream().map(u -> u.contains(".") ? u : u + ".service").toList();
        return s -> unitsOf(s).anyMatch(names::contains);
    }

    private static Stream<String> unitsOf(SetFacts s) {
        Stream<String> users = s.users().stream()
                .flatMap(p -> Stream.of(p.home()).flatMap(h -> {
                    List<String> known = new ArrayList<>();
                    known.add(h.unit());
                    known.add(h.systemUnit());
                    return known.stream();
                }));
        return Stream.concat(Stream.of(s.creator()).map(c -> c.unit()), users).filter(Objects::nonNull);
    }

    private static Stream<Integer> pidsOf(SetFacts s) {
        Stream<Integer> last = s.sem().sems() == null
                ? Stream.empty()
                : java.util.Arrays.stream(s.sem().sems().pid()).boxed();
        Stream<Integer> users = s.users().stream().map(HostProcess::pid);
        return Stream.concat(
                Stream.concat(last, users), Stream.ofNullable(s.creator().pid()));
    }

    static final class VerdictConverter implements ITypeConverter<Verdict> {
        @Override
        public Verdict convert(String value) {
            return Verdict.of(value.toLowerCase(Locale.ROOT))
                    .orElseThrow(() -> new TypeConversionException("no verdict '" + value
                            + "'; there are in-use, presumed-in-use, unknown, presumed-orphan, orphan"));
        }
    }

    static final class KeyConverter implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            boolean hex = value.matches("0[xX][0-9a-fA-F]{1,8}");
            long key = hex
                    ? Long.parseLong(value.substring(2), 16)
                    : value.matches("-?\\d{1,10}") ? Long.parseLong(value) : Long.MAX_VALUE;
            // As ipcs prints it, or signed as /proc/sysvipc does.
            if (key < Integer.MIN_VALUE || key > 0xffffffffL) {
                throw new TypeConversionException(
                        "a key is a number of 32 bits such as 5432001 or 0x0052e2c1, not '" + value + "'");
            }
            return (int) key;
        }
    }

    static final class AgeConverter implements ITypeConverter<Duration> {
        private static final Pattern AGE = Pattern.compile("(\\d{1,9})([smhd])");

        @Override
        public Duration convert(String value) {
            Matcher age = AGE.matcher(value.toLowerCase(Locale.ROOT));
            if (!age.matches()) {
                throw new CommandLine.TypeConversionException("an age is like 90s, 15m, 2h or 3d, not '" + value + "'");
            }
            long n = Long.parseLong(age.group(1));
            return switch (age.group(2)) {
                case "s" -> Duration.ofSeconds(n);
                case "m" -> Duration.ofMinutes(n);
                case "h" -> Duration.ofHours(n);
                default -> Duration.ofDays(n);
            };
        }
    }
}
