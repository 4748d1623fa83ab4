package org.semtrail.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.semtrail.capture.host.Errno;
import org.semtrail.capture.offline.ErrnoWords;
import org.semtrail.capture.offline.Lines;
import org.semtrail.capture.offline.LogHit;
import org.semtrail.capture.offline.MessageSignature.Role;
import org.semtrail.capture.offline.MessageSignatures;

class MessageMeaningTest {
    static Stream<List<String>> incidents() {
        return Lines.table("incident-lines.tsv").stream();
    }

    static Stream<List<String>> field() {
        return Lines.table("field-lines.tsv").stream();
    }

    static Stream<List<String>> others() {
        return Lines.table("other-lines.tsv").stream();
    }

    @ParameterizedTest
    @MethodSource("incidents")
    void tellsTheDiseaseOfEveryIncident(List<String> row) {
        assertEquals(row.get(1), told(row.get(2)), row.get(2));
    }

    @Test
    void noIncidentIsLeftOut() {
        List<String> numbers = incidents().map(r -> r.get(0)).distinct().toList();
        assertEquals(IntStream.rangeClosed(1, 35).mapToObj(String::valueOf).toList(), numbers);
    }

    @ParameterizedTest
    @MethodSource("field")
    void tellsTheDiseaseOfOtherWordingsAndLanguages(List<String> row) {
        assertEquals(row.get(0), told(row.get(1)), row.get(1));
    }

    @ParameterizedTest
    @MethodSource("field")
    void findsEveryFieldLineInALogToo(List<String> row) {
        List<LogHit> hits = Lines.log(row.get(1)).hits();
        assertEquals(1, hits.size(), row.get(1));
        assertEquals(row.get(0), MessageMeaning.of(hits.get(0)).topic().name());
    }

    @ParameterizedTest
    @MethodSource("incidents")
    void findsEveryIncidentThatIsAFailureInALogToo(List<String> row) {
        List<LogHit> pasted = Lines.pasted(row.get(2)).hits();
        boolean failure = !pasted.isEmpty() && pasted.get(0).signature().role() != Role.ASIDE;
        assertEquals(failure ? 1 : 0, Lines.log(row.get(2)).hits().size(), row.get(2));
    }

    @ParameterizedTest
    @MethodSource("others")
    void doesNotTakeOtherTroubleForSemaphores(List<String> row) {
        assertEquals(List.of(), Lines.log(row.get(1)).hits(), row.get(1));
        assertEquals(row.get(0), told(row.get(1)), row.get(1));
    }

    @Test
    void exhaustionAndRemovalAreNeverMixedUp() {
        for (Errno gone : List.of(Errno.EIDRM, Errno.EINVAL)) {
            assertEquals("removed", told("(43)" + gone.text + ": AH02026: Failed to acquire SSL session cache lock"));
        }
        assertEquals("exhaustion", told("(28)No space left on device: AH00023: Couldn't create the ssl-cache mutex"));
    }

    @Test
    void everyDiseaseAndEveryMessageHasItsTopic() {
        Arrays.stream(Disease.values())
                .forEach(d -> assertFalse(Topics.get(d.topic()).text().isBlank(), d.topic()));
        MessageSignatures.ALL.stream()
                .filter(s -> s.topic() != null)
                .forEach(s -> assertFalse(Topics.get(s.topic()).text().isBlank(), s.id()));
        assertTrue(MessageSignatures.ALL.stream().noneMatch(s -> s.says().isBlank()));
    }

    private static String told(String line) {
        List<LogHit> hits = Lines.pasted(line).hits();
        if (!hits.isEmpty()) {
            return MessageMeaning.of(hits.get(0)).topic().name();
        }
        return ErrnoWords.in(line)
                .filter(e -> line.contains(e.text) || line.startsWith("no space"))
                .map(Enum::name)
                .orElse("-");
    }
}
