package org.semtrail.correlate;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.semtrail.capture.host.SystemdUnits;
import org.semtrail.capture.host.SystemdUnits.UnitStart;

/** What the starts of systemd units tell about families: that one began after a set, or that the clock was stepped. */
final class UnitTimes {
    /** A slewed clock moves both clocks alike; more than this is a step (or a suspended machine, treated the same). */
    private static final long STEP_MILLIS = 1500;

    /** The kernel stamps ctime by its coarse clock, a tick behind: a set of the next second's begin may bear this one. */
    private static final long COARSE_SECONDS = 1;

    private final SystemdUnits units;
    private final Instant now;
    private final long monotonicMicros;

    /** @param monotonicMicros CLOCK_MONOTONIC at {@code now}; 0 where it could not be read */
    UnitTimes(SystemdUnits units, Instant now, long monotonicMicros) {
        this.units = units;
        this.now = now;
        this.monotonicMicros = monotonicMicros;
    }

    /** Asks systemd once for all of them. */
    void prepare(Collection<Family> families) {
        List<String> names = families.stream()
                .map(f -> f.root().home().systemUnit())
                .filter(Objects::nonNull)
                .toList();
        if (!names.isEmpty()) {
            units.starts(names);
        }
    }

    /** Whether the family's unit was started anew, from nothing, more than a second after the set's ctime. */
    Instant startedAfter(Family family, Instant ctime) {
        UnitStart unit = unit(family);
        // A scope can be given processes that already run, and what they know: only a service starts from nothing.
        boolean later = unit != null
                && family.root().home().systemUnit().endsWith(".service")
                && unit.start() != null
                && unit.clean()
                && unit.start().getEpochSecond() > ctime.getEpochSecond() + COARSE_SECONDS
                && !family.root().start().isBefore(unit.start());
        return later ? unit.start() : null;
    }

    /** Whether the clock was set since the family's unit started: then its start time is not to be trusted. */
    boolean clockStepped(Family family) {
        UnitStart unit = unit(family);
        if (unit == null || unit.start() == null || unit.monotonicMicros() <= 0 || monotonicMicros <= 0) {
            return false;
        }
        long byWall = now.toEpochMilli() - unit.start().toEpochMilli();
        long byMonotonic = (monotonicMicros - unit.monotonicMicros()) / 1000;
        // The unit's wall-clock time is cut to the second.
        return byWall - byMonotonic > STEP_MILLIS + 1000 || byMonotonic - byWall > STEP_MILLIS;
    }

    private UnitStart unit(Family family) {
        String name = family.root().home().systemUnit();
        Map<String, UnitStart> starts = name == null ? Map.of() : units.starts(List.of(name));
        return name == null ? null : starts.get(name);
    }
}
