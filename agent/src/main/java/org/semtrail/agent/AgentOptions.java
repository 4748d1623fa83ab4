package org.semtrail.agent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.semtrail.agent.emit.Settings;

/** The agent's options: {@code -javaagent:semtrail-agent.jar=threshold=5ms,usage=30s}. A row is all there is about an option. */
final class AgentOptions {
    /** Classes, not lambdas: those cost a start-up 30 ms. */
    private static final List<Row> ROWS = Collections.unmodifiableList(Arrays.asList(
            new Row("recording", "on", "on: keep a continuous recording; off: only join those that others start") {
                @Override
                void apply(AgentOptions options, String value) {
                    options.settings.recording = isOneOf(value, "on", "off");
                }
            },
            new Row(
                    "dir",
                    "the first writable of /var/lib/semtrail/jvm, /tmp/semtrail-UID/jvm",
                    "directory of the recordings of all JVMs") {
                @Override
                void apply(AgentOptions options, String value) {
                    options.settings.directory = value;
                }
            },
            new Row("maxage", "7d", "how long recorded events are kept") {
                @Override
                void apply(AgentOptions options, String value) {
                    options.settings.maxAgeSeconds = TimeUnit.NANOSECONDS.toSeconds(Quantity.nanos(value));
                }
            },
            new Row("maxsize", "100M", "how much is kept, at most") {
                @Override
                void apply(AgentOptions options, String value) {
                    options.settings.maxSizeBytes = Quantity.bytes(value);
                }
            },
            new Row(
                    "threshold",
                    "10ms",
                    "successful operations on semaphores and queues are counted, and told one by one only from this duration on; 0 tells all") {
                @Override
                void apply(AgentOptions options, String value) {
                    options.settings.slowNanos = Quantity.nanos(value);
                }
            },
            new Row(
                    "timing",
                    "waits",
                    "waits: time every call that can block, and one in 16 of those that cannot; all: time every call") {
                @Override
                void apply(AgentOptions options, String value) {
                    options.settings.timesAll = isOneOf(value, "all", "waits");
                }
            },
            new Row("usage", "10s", "how often the counters are written") {
                @Override
                void apply(AgentOptions options, String value) {
                    options.settings.usageSeconds = Math.max(TimeUnit.NANOSECONDS.toSeconds(Quantity.nanos(value)), 1);
                }
            },
            new Row("wait", "2s", "how long the first call may wait for the recording to begin") {
                @Override
                void apply(AgentOptions options, String value) {
                    options.settings.waitNanos = Quantity.nanos(value);
                }
            },
            new Row(
                    "native",
                    "",
                    "what a native method does: Class#method=semget:key=0,nsems=1,flags=2; may be repeated") {
                @Override
                void apply(AgentOptions options, String value) {
                    options.mappings.add(value);
                }
            }));

    /** Those that say what is decided when the agent starts. */
    private static final List<String> FIXED =
            Collections.unmodifiableList(Arrays.asList("recording", "dir", "maxage", "maxsize", "wait", "native"));

    final Settings settings;
    final List<String> mappings = new ArrayList<>();
    /** The options that were given, as given: those that can be changed later, and those that cannot. */
    final List<String> changeable = new ArrayList<>();

    final List<String> fixed = new ArrayList<>();

    private AgentOptions(Settings before) {
        settings = before.copy();
    }

    /** Throws IllegalArgumentException, whose message says what is wrong and which options there are. */
    static AgentOptions parse(String text) {
        return parse(text, new Settings());
    }

    /** The same for an agent that is there: what is not given stays as it is. */
    static AgentOptions parse(String text, Settings before) {
        AgentOptions options = new AgentOptions(before);
        String given = text == null ? "" : text;
        String comma = before.options.isEmpty() || given.isEmpty() ? "" : ",";
        options.settings.options = before.options + comma + given;
        String[] pieces = given.isEmpty() ? new String[0] : given.split(",");
        for (int i = 0; i < pieces.length; i++) {
            Row row = row(pieces[i]);
            if (row == null) {
                throw new IllegalArgumentException("there is no option " + pieces[i] + "; options are " + names());
            }
            StringBuilder value = new StringBuilder(pieces[i].substring(row.name.length() + 1));
            // A mapping has commas of its own: what is no option belongs to it.
            while (row.name.equals("native") && i + 1 < pieces.length && row(pieces[i + 1]) == null) {
                value.append(',').append(pieces[++i]);
            }
            row.set(options, value.toString());
            (FIXED.contains(row.name) ? options.fixed : options.changeable).add(row.name + "=" + value);
        }
        return options;
    }

    private static Row row(String piece) {
        for (Row row : ROWS) {
            if (piece.startsWith(row.name + "=")) {
                return row;
            }
        }
        return null;
    }

    private static String names() {
        StringBuilder names = new StringBuilder();
        for (Row row : ROWS) {
            names.append(names.length() == 0 ? "" : ", ").append(row.name);
        }
        return names.append(", help").toString();
    }

    /** What {@code =help} and {@code java -jar} print. */
    static String help() {
        StringBuilder help = new StringBuilder("java -javaagent:semtrail-agent.jar[=OPTION=VALUE,…] …\n\n");
        for (Row row : ROWS) {
            help.append(String.format("  %-10s %s%n", row.name, row.help));
            help.append(row.byDefault.isEmpty() ? "" : String.format("  %-10s default: %s%n", "", row.byDefault));
        }
        return help.append(String.format("  %-10s %s%n", "help", "print this")).toString();
    }

    private static boolean isOneOf(String value, String yes, String no) {
        if (value.equals(yes) || value.equals(no)) {
            return value.equals(yes);
        }
        throw new IllegalArgumentException("expected " + yes + " or " + no);
    }

    /** One option. */
    private abstract static class Row {
        final String name;
        final String byDefault;
        final String help;

        Row(String name, String byDefault, String help) {
            this.name = name;
            this.byDefault = byDefault;
            this.help = help;
        }

        abstract void apply(AgentOptions options, String value);

        final void set(AgentOptions options, String value) {
            try {
                apply(options, value);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(name + "=" + value + ": " + e.getMessage(), e);
            }
        }
    }
}
