package org.semtrail.capture.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** When units of the system's systemd last started, by {@code systemctl show}; nothing on hosts without it. */
public final class SystemdUnits {
    /**
     * The last start of a unit.
     *
     * @param start InactiveExitTimestamp, to the second; null where it never started
     * @param monotonicMicros the same by the monotonic clock, which no clock step moves
     * @param clean whether a stop ends every process of the unit: nothing of an earlier start can live in it
     */
    public record UnitStart(Instant start, long monotonicMicros, boolean clean) {}

    private static final long TIMEOUT_SECONDS = 5;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ENGLISH);

    private final HostRoot host;
    private final Function<List<String>, String> systemctl;
    private final Map<String, UnitStart> known = new HashMap<>();

    /** Captured hosts have no systemd to ask. */
    public SystemdUnits(HostRoot host) {
        this(host, host.equals(HostRoot.LIVE) ? SystemdUnits::show : units -> "");
    }

    /**
     * @param systemctl answers as {@code systemctl show} does for units by name
     */
    public SystemdUnits(HostRoot host, Function<List<String>, String> systemctl) {
        this.host = host;
        this.systemctl = systemctl;
    }

    /** Whether this host was booted with systemd (sd_booted(3)). */
    public boolean present() {
        return Files.isDirectory(host.path("/run/systemd/system"));
    }

    /** The starts of these units; one that systemd does not know is left out. Asked once, then remembered. */
    public Map<String, UnitStart> starts(Collection<String> units) {
        List<String> ask =
                units.stream().filter(u -> !known.containsKey(u)).distinct().toList();
        if (!ask.isEmpty() && present()) {
            known.putAll(parse(systemctl.apply(ask)));
            // One that gave no answer is not asked about again: on a host in trouble each question can take seconds.
            ask.forEach(unit -> known.putIfAbsent(unit, new UnitStart(null, 0, false)));
        }
        return known;
    }

    private static String show(List<String> units) {
        List<String> command = new ArrayList<>(List.of(
                "systemctl",
                "show",
                "--property=Id,InactiveExitTimestamp,InactiveExitTimestampMonotonic,KillMode,SendSIGKILL",
                "--"));
        command.addAll(units);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(Map.of("LC_ALL", "C", "TZ", "UTC", "SYSTEMD_PAGER", ""));
        try {
            Process systemctl = builder.start();
            systemctl.getOutputStream().close();
            // On a host in trouble D-Bus may never answer.
            CompletableFuture.delayedExecutor(TIMEOUT_SECONDS, TimeUnit.SECONDS).execute(systemctl::destroyForcibly);
            return new String(systemctl.getInputStream().readNBytes(1 << 20), StandardCharsets.UTF_8);
        } catch (IOException noSystemctl) {
            return "";
        }
    }

    static Map<String, UnitStart> parse(String text) {
        Map<String, UnitStart> starts = new HashMap<>();
        for (String block : text.split("\n\n")) {
            Map<String, String> properties = new HashMap<>();
            for (String line : block.split("\n")) {
                String[] pair = line.split("=", 2);
                if (pair.length == 2) {
                    properties.put(pair[0], pair[1]);
                }
            }
            String id = properties.get("Id");
            if (id != null) {
                starts.put(id, start(properties));
            }
        }
        return starts;
    }

    private static UnitStart start(Map<String, String> p) {
        String killMode = p.getOrDefault("KillMode", "");
        boolean clean = List.of("control-group", "mixed").contains(killMode) && "yes".equals(p.get("SendSIGKILL"));
        try {
            Instant start = LocalDateTime.parse(p.getOrDefault("InactiveExitTimestamp", ""), STAMP)
                    .toInstant(ZoneOffset.UTC);
            return new UnitStart(start, Long.parseLong(p.getOrDefault("InactiveExitTimestampMonotonic", "0")), clean);
        } catch (DateTimeParseException | NumberFormatException never) {
            return new UnitStart(null, 0, clean);
        }
    }
}
