package org.semtrail.report;

import java.time.Duration;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.jfr.JvmCall;
import org.semtrail.capture.jfr.JvmEvent.OfSet;
import org.semtrail.capture.jfr.JvmEvent.SemControl;
import org.semtrail.capture.jfr.JvmEvent.SemGet;
import org.semtrail.capture.jfr.JvmEvent.SemOperation;

/** Recorded calls in the words of C: {@code semget(IPC_PRIVATE, 1, 01600) = 5}. */
final class CallText {
    private CallText() {}

    static String of(OfSet event) {
        return event.call().function() + "(" + arguments(event) + ") = " + outcome(event.call());
    }

    private static String arguments(OfSet event) {
        if (event instanceof SemGet get) {
            String key = get.key() == 0 ? "IPC_PRIVATE" : String.format("0x%08x", get.key());
            return key + ", " + get.nsems() + ", 0" + Integer.toOctalString(get.semflg());
        }
        if (event instanceof SemOperation o) {
            String operations = o.operations() == null ? o.nsops() + " operations" : o.operations();
            return o.semid() + ", {" + operations + "}"
                    + (o.timeoutNanos() < 0 ? "" : ", within " + nanos(o.timeoutNanos()));
        }
        SemControl c = (SemControl) event;
        boolean value = c.command().equals("SETVAL");
        return c.semid() + ", " + c.semnum() + ", " + c.command() + (value ? ", " + c.argument() : "");
    }

    private static String outcome(JvmCall call) {
        return call.failed()
                ? call.result() + " " + (call.errno() == null ? "errno not known" : Errno.describe(call.errno()))
                : Long.toString(call.result());
    }

    static String duration(Duration d) {
        return d.compareTo(Duration.ofDays(1)) >= 0 ? Text.span(d) : nanos(d.toNanos());
    }

    /** Three digits and a unit: "850 ns", "12.3 us", "1.20 s". */
    static String nanos(long n) {
        if (n < 1_000) {
            return n + " ns";
        }
        String[] units = {"us", "ms", "s"};
        double value = n / 1e3;
        int unit = 0;
        while (value >= 999.5 && unit < units.length - 1) {
            value /= 1e3;
            unit++;
        }
        String form = value >= 99.95 ? "%.0f %s" : value >= 9.995 ? "%.1f %s" : "%.2f %s";
        return String.format(java.util.Locale.ROOT, form, value, units[unit]);
    }
}
