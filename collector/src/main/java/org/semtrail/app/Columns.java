package org.semtrail.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.semtrail.capture.host.Column;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Chooses columns of a table by the names given with {@code -o}, and lists them for {@code --help}. */
final class Columns {
    private Columns() {}

    /** The named columns in the order of the names; a name that is none is a usage error. */
    static <T> List<Column<T>> choose(List<Column<T>> all, List<String> names, CommandSpec spec) {
        List<Column<T>> chosen = new ArrayList<>();
        for (String name : names) {
            String wanted = name.strip().toLowerCase(Locale.ROOT);
            Optional<Column<T>> column =
                    all.stream().filter(c -> c.name().equals(wanted)).findFirst();
            chosen.add(column.orElseThrow(() -> new ParameterException(
                    spec.commandLine(), "there is no column \"" + name + "\"; there are " + names(all))));
        }
        return chosen;
    }

    private static <T> String names(List<Column<T>> all) {
        return all.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    /** What {@code --help} says at its end: a line for each column, then the examples. */
    static <T> String[] footer(List<Column<T>> all, List<String> examples) {
        List<String> lines = new ArrayList<>(List.of("", "Columns:"));
        all.forEach(c -> lines.add(String.format("  %-12s %s", c.name(), c.help())));
        lines.addAll(List.of("", "Examples:"));
        lines.addAll(examples);
        return lines.stream().map(line -> line.replace("%", "%%")).toArray(String[]::new);
    }
}
