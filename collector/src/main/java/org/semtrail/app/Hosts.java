package org.semtrail.app;

import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.semtrail.capture.offline.HostText;
import org.semtrail.capture.offline.LogTimes;
import org.semtrail.capture.offline.SosPath;
import org.semtrail.correlate.story.Story;
import org.semtrail.correlate.story.Told;

/**
 * The hosts of which the files are: one for each tree that sos collected, and one for all loose files. The zone of one is not
 * that of the others' logs.
 */
final class Hosts {
    private final Map<String, HostWords> all = new LinkedHashMap<>();
    private final ZoneId zone;
    private final boolean zoneKnown;

    /** @param zone of times that name none, and whether the user told it */
    Hosts(ZoneId zone, boolean zoneKnown) {
        this.zone = zone;
        this.zoneKnown = zoneKnown;
    }

    HostWords of(String file) {
        return all.computeIfAbsent(SosPath.home(file), h -> new HostWords());
    }

    /** The zone that the user told, or that the host of the file tells, or this system's. */
    LogTimes times(String file, Instant written) {
        ZoneId ofHost = zoneKnown ? null : zoneOf(file);
        ZoneId known = ofHost == null ? zone : ofHost;
        LogTimes.Boot booted = of(file).booted(known);
        return new LogTimes(
                known, zoneKnown || ofHost != null, written, booted == null ? onlyOne(h -> h.booted(known)) : booted);
    }

    /** Loose files came with the one host that tells its zone, if there is but one. */
    private ZoneId zoneOf(String file) {
        ZoneId own = of(file).zone();
        return own != null || !SosPath.home(file).isEmpty() ? own : onlyOne(HostWords::zone);
    }

    private <T> T onlyOne(Function<HostWords, T> what) {
        List<T> told = all.values().stream()
                .map(what)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return told.size() == 1 ? told.get(0) : null;
    }

    /** What all of them say; in what they differ is told and left open. */
    void addTo(Told told) {
        told.hostName = one(told, HostText.HOSTNAME, "names");
        told.kernel = one(told, HostText.KERNEL, "kernels");
        told.bootId = one(told, HostText.BOOT_ID, "boots");
        LogTimes.Boot booted = onlyOne(h -> h.booted(zone));
        told.booted = booted == null ? null : Long.valueOf(booted.at().toEpochMilli());
    }

    private String one(Told told, String fact, String plural) {
        Set<String> words = new LinkedHashSet<>();
        all.values().forEach(h -> words.addAll(h.all(fact)));
        if (words.size() > 1) {
            told.unseen.add(new Story.Gap(
                    plural + " of the host",
                    "the files tell of " + words.size() + ": " + String.join(", ", words)
                            + "; which of them the tables and logs are of is not known",
                    null,
                    null));
        }
        return words.size() == 1 ? words.iterator().next() : null;
    }
}
