package org.semtrail.report;

import java.util.List;
import org.semtrail.capture.host.Column;
import org.semtrail.capture.host.IpcLimits.Limit;

/** The columns of the table of limits, and what a limit means in words. */
public final class LimitColumns {
    public static final List<Column<Limit>> ALL = List.of(
            Column.text("name", "the kernel's name of the limit", Limit::name),
            Column.text("kind", "sem, shm, msg or mqueue", Limit::kind),
            Column.number("limit", "its value; 2^63-1 stands for that and more", Limit::limit),
            Column.number("used", "how much is in use; null where the kernel keeps no count", Limit::used),
            Column.number("use_percent", "used in percent of limit", LimitColumns::usePercent),
            Column.number("left", "limit minus used; below 0 where the limit was lowered", LimitColumns::left),
            Column.text("headroom", "what that means, in words", LimitColumns::headroom),
            Column.text("help", "what the limit bounds", Limit::help));

    /** What text output shows unless told otherwise. */
    public static final List<String> USUAL = List.of("name", "limit", "used", "use_percent", "headroom");

    /** What JSON has unless told otherwise: values, no prose made of them. */
    public static final List<String> PLAIN = List.of("name", "kind", "limit", "used", "use_percent", "left", "help");

    /** Nothing on any host comes near: the kernel's way to say "no limit". */
    private static final long ENDLESS = 1L << 62;

    private LimitColumns() {}

    /** The same columns with "unlimited" for numbers that people should not have to read. */
    public static List<Column<Limit>> forPeople(List<Column<Limit>> columns) {
        return columns.stream().map(LimitColumns::forPeople).toList();
    }

    private static Column<Limit> forPeople(Column<Limit> column) {
        return new Column<>(column.name(), column.help(), column.kind(), limit -> {
            Object value = column.value().apply(limit);
            return value instanceof Long number && number >= ENDLESS ? "unlimited" : value;
        });
    }

    private static boolean isCounted(Limit limit) {
        return limit.limit() != null && limit.used() != null;
    }

    /** One digit after the point; null where either is not known or nothing is allowed at all. */
    public static Double usePercent(Limit limit) {
        return isCounted(limit) && limit.limit() > 0 ? Math.round(1000.0 * limit.used() / limit.limit()) / 10.0 : null;
    }

    private static Long left(Limit limit) {
        return isCounted(limit) ? Long.valueOf(limit.limit() - limit.used()) : null;
    }

    private static String headroom(Limit limit) {
        if (limit.limit() == null) {
            return null;
        }
        if (limit.limit() >= ENDLESS) {
            return "as much as the memory holds";
        }
        Long left = left(limit);
        if (left == null) {
            return "at most " + limit.limit() + " " + limit.help();
        }
        if (left <= 0) {
            return "none: the next request fails with ENOSPC (No space left on device)";
        }
        return left == 1 ? "1 more" : left + " more " + limit.help();
    }
}
