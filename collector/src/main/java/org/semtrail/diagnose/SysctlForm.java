package org.semtrail.diagnose;

import java.util.List;
import java.util.Optional;
import org.semtrail.capture.host.IpcSysctl;
import org.semtrail.capture.host.SysctlLine;

/** Whether a line is one that the loaders and the kernel can read at all, and read as it was meant. */
final class SysctlForm {
    private SysctlForm() {}

    /** The first thing wrong with the form; what follows from it need not be told. */
    static Optional<SysctlProblem> check(SysctlLine line) {
        Optional<IpcSysctl> sysctl = IpcSysctl.of(line.key());
        if (sysctl.isEmpty()) {
            return key(line);
        }
        if (line.value() == null) {
            return bad(line, "no-assignment", "There is no \"=\": the line sets nothing.", null);
        }
        List<String> words = SysctlNumbers.words(line.value());
        return numbers(line, sysctl.get(), words)
                .or(() -> octal(line, words))
                .or(() -> count(line, sysctl.get(), words));
    }

    /** Whether the kernel gets a number for every field, whatever else is wrong. */
    static boolean hasValues(SysctlLine line) {
        return line.value() != null
                && IpcSysctl.of(line.key())
                        .filter(s -> SysctlNumbers.leading(SysctlNumbers.words(line.value()))
                                        .size()
                                >= s.fields.size())
                        .isPresent();
    }

    private static Optional<SysctlProblem> key(SysctlLine line) {
        if (line.key().matches(".*[*?\\[].*")) {
            return Optional.of(SysctlProblem.note(
                    line, "pattern", "A pattern sets this for every key that it matches and no line names in full."));
        }
        if (line.key().chars().anyMatch(c -> c <= 0x20 || c > 0x7e)) {
            return bad(line, "unknown-key", "The key holds invisible characters: the kernel knows no such key.", null);
        }
        String where = line.key().startsWith("kernel.sem")
                ? " The limits of semaphores are the four fields of one key: kernel.sem = SEMMSL SEMMNS SEMOPM SEMMNI."
                : "";
        return bad(line, "unknown-key", "Linux has no such key: the line sets nothing." + where, null);
    }

    private static Optional<SysctlProblem> numbers(SysctlLine line, IpcSysctl sysctl, List<String> words) {
        int good = SysctlNumbers.leading(words).size();
        if (good >= Math.min(words.size(), sysctl.fields.size())) {
            return Optional.empty();
        }
        String before = good == 0
                ? "nothing is set"
                : "the kernel refuses the line, and yet sets the " + (good == 1 ? "field" : good + " fields")
                        + " before";
        String shown = words.get(good).length() > 30 ? words.get(good).substring(0, 30) + "…" : words.get(good);
        return bad(line, "not-a-number", "\"" + shown + "\" is no number: " + before + ".", null);
    }

    private static Optional<SysctlProblem> octal(SysctlLine line, List<String> words) {
        return words.stream()
                .filter(SysctlNumbers::isOctal)
                .findFirst()
                .flatMap(word -> bad(
                        line,
                        "octal",
                        "With a leading 0 the kernel reads " + word + " as octal: "
                                + SysctlNumbers.number(word).orElseThrow() + ".",
                        line.key() + " = " + line.value().replaceAll("(?<![0-9a-zA-Z])0+(?=[0-9])", "")));
    }

    private static Optional<SysctlProblem> count(SysctlLine line, IpcSysctl sysctl, List<String> words) {
        int want = sysctl.fields.size();
        if (words.size() < want) {
            return bad(
                    line,
                    "too-few-fields",
                    words.size() + " of " + want + " fields: the kernel keeps its present values for the others, so the"
                            + " result depends on what was loaded before.",
                    null);
        }
        return words.size() == want || words.get(want).startsWith("#")
                ? Optional.empty()
                : bad(
                        line,
                        "too-many-fields",
                        words.size() + " fields instead of " + want + ": the kernel ignores the rest.",
                        null);
    }

    private static Optional<SysctlProblem> bad(SysctlLine line, String id, String what, String better) {
        return Optional.of(SysctlProblem.bad(line, id, what, better));
    }
}
