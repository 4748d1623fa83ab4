package org.semtrail.report.ticket;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.semtrail.report.Text;

/** Markdown as it is written, block by block; what {@link #safe} made of a text is text wherever it is shown. */
final class Markdown {
    /** Where tickets notify whoever is named after an @, also after one that is written as an entity, no name follows it. */
    private static final String NOBODY = "&#64;&#8288;";

    private static final Pattern TICKS = Pattern.compile("`+");

    private enum Block {
        PARAGRAPH,
        ITEM,
        ROW
    }

    private final StringBuilder out = new StringBuilder();
    private Block last;

    void heading(int level, String text) {
        block(Block.PARAGRAPH, "#".repeat(level) + " " + text);
    }

    void paragraph(String text) {
        block(Block.PARAGRAPH, atLineStart(text));
    }

    void item(String text) {
        block(Block.ITEM, "- " + atLineStart(text));
    }

    /** What to do, with the commands that do it. */
    void step(int number, String text, List<String> commands) {
        String mark = number + ". ";
        block(Block.ITEM, mark + atLineStart(text));
        if (!commands.isEmpty()) {
            String indent = " ".repeat(mark.length());
            String fence = fence(commands);
            out.append('\n').append(indent).append(fence).append("sh\n");
            commands.forEach(
                    c -> out.append(indent).append(Text.safe(c).strip()).append('\n'));
            out.append(indent).append(fence).append('\n');
            last = Block.PARAGRAPH;
        }
    }

    void heads(List<String> names) {
        row(names);
        row(names.stream().map(n -> "---").toList());
    }

    void row(List<String> cells) {
        block(Block.ROW, cells.stream().collect(Collectors.joining(" | ", "| ", " |")));
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private void block(Block kind, String text) {
        if (last != null && (kind == Block.PARAGRAPH || kind != last)) {
            out.append('\n');
        }
        out.append(text).append('\n');
        last = kind;
    }

    /** Text that a process may have chosen, so that it is text in Markdown and in the HTML that is made of it. */
    static String safe(String text) {
        return Text.safe(text)
                .strip()
                // Inside of a word an underscore is only that.
                .replaceAll("([\\\\`*{}\\[\\]<>#|!~]|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}]))", "\\\\$1")
                .replaceAll("(?i)(?=://)|(?<=\\bwww)(?=\\.)", "\\\\")
                .replace("&", "&amp;")
                .replace("@", NOBODY);
    }

    static String code(String text) {
        return "`" + Text.safe(text).replace("`", "'").replace("|", "\\|") + "`";
    }

    /** There some characters would begin a list or a quotation. */
    private static String atLineStart(String text) {
        return text.replaceAll("^([-+=])", "\\\\$1").replaceAll("^(\\d+)([.)])", "$1\\\\$2");
    }

    /** Longer than any row of backticks in the commands, which else would end it. */
    private static String fence(List<String> commands) {
        int most = 2;
        for (String command : commands) {
            Matcher ticks = TICKS.matcher(command);
            while (ticks.find()) {
                most = Math.max(most, ticks.end() - ticks.start());
            }
        }
        return "`".repeat(most + 1);
    }
}
