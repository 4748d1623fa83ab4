package org.semtrail.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.semtrail.capture.host.Amount;
import org.semtrail.capture.offline.Source;
import org.semtrail.capture.offline.Source.Status;
import org.semtrail.correlate.story.Story;
import org.semtrail.report.Text;

/** Says on stderr what a report was made of, what could not be read and why, and where it is. */
final class ReportReceipt {
    private static final int FEW = 10;

    private final PrintWriter err;
    private final Story story;

    ReportReceipt(Console console, Story story) {
        this.err = console.err();
        this.story = story;
    }

    /** @param output where it was written to; null for stdout */
    void print(Path output) {
        List<Source> unreadable = of(Status.UNREADABLE);
        unreadable.stream().limit(FEW).forEach(s -> not(s.path(), s.why()));
        if (unreadable.size() > FEW) {
            say("not read: " + (unreadable.size() - FEW) + " more, which the report names");
        }
        if (story.sources().isEmpty()) {
            story.unseen().stream().limit(FEW).forEach(u -> not(u.what(), u.why()));
        }
        if (output != null) {
            say("wrote " + output + " (" + Text.bytes(output.toFile().length()) + "), made of "
                    + made(unreadable.size()));
        }
    }

    private String made(int unreadable) {
        int partly = of(Status.PARTLY).size();
        return Amount.of(story.sources().size(), "source")
                + (partly == 0 ? "" : ", " + partly + " of them read in part")
                + (unreadable == 0 ? "" : ", " + unreadable + " not read");
    }

    private List<Source> of(Status status) {
        return story.sources().stream().filter(s -> s.status() == status).toList();
    }

    private void not(String what, String why) {
        say("not read: " + what + ": " + why);
    }

    private void say(String line) {
        err.println("semtrail: " + Text.safe(line));
    }
}
