package org.semtrail.capture.offline;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.offline.MessageSignature.Role;
import org.semtrail.capture.offline.Sections.Section;

/** The table of known messages; its rows stand in messages.txt. */
public final class MessageSignatures {
    /** In the order in which they are tried: the first that matches wins. */
    public static final List<MessageSignature> ALL = Sections.read(MessageSignatures.class, "messages.txt").stream()
            .map(MessageSignatures::row)
            .toList();

    private MessageSignatures() {}

    private static MessageSignature row(Section s) {
        return new MessageSignature(
                s.id(),
                s.title(),
                Role.valueOf(s.first("role").orElse("message").toUpperCase(Locale.ROOT)),
                Tried.of(s.first("tried").orElseThrow()),
                when(s),
                s.first("when").isPresent(),
                s.first("errno")
                        .filter(e -> !e.equals("later"))
                        .map(Errno::valueOf)
                        .orElse(null),
                s.first("errno").orElse("").equals("later"),
                !s.first("sure").orElse("").equals("low"),
                s.all("match").stream().map(MessageSignatures::pattern).toList(),
                s.body(),
                s.first("topic").orElse(null),
                s.all("type"),
                s.first("source").orElseThrow());
    }

    private static Set<Errno> when(Section s) {
        String names = s.first("when").orElse("");
        if (names.isEmpty() || names.equals("*")) {
            return Set.of();
        }
        return Pattern.compile(" ")
                .splitAsStream(names)
                .map(Errno::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Errno.class)));
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
