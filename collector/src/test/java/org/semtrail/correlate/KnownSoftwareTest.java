package org.semtrail.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.semtrail.correlate.KnownSoftware.Hints;
import org.semtrail.correlate.MadeHost.MadeSet;

/** Each row of the table: a set that is of it, and ones that only nearly are. */
class KnownSoftwareTest {
    private static final Hints HINTS = new Hints(999, Set.of(1000L));
    private static final String NOBODY = "nobody";

    @Test
    void apacheIsPrivateSingleSixHundredAndGivenAwayByRoot() {
        assertEquals("Apache httpd (APR)", name(set()));
        assertEquals(NOBODY, name(set().of(0, 0)), "kept by root");
        assertEquals(NOBODY, name(set().of(33, 33)), "made by its owner");
        assertEquals(NOBODY, name(set().mode(0660)));
        assertEquals(NOBODY, name(set().values(1, 1)));
        assertEquals(NOBODY, name(set().key(7)));
    }

    @Test
    void postgresqlHasItsMarkInTheLastSemaphore() {
        assertEquals("PostgreSQL", name(set().of(110, 110).key(5432001).values(0, 537)));
        assertEquals("PostgreSQL", name(set().of(110, 110).values(0, 537)), "private ones, too");
        assertEquals(NOBODY, name(set().of(110, 110).key(1).values(537, 0)));
        assertEquals(NOBODY, name(set().of(110, 110).key(1).values(0, 537).mode(0660)));
        assertEquals(NOBODY, name(set().of(110, 110).key(1).values(0, 537).unread()));
    }

    @Test
    void uwsgiIsOpenToAll() {
        assertEquals("uWSGI", name(set().of(1001, 1001).mode(0666)));
        assertEquals(NOBODY, name(set().of(1001, 1001).mode(0666).key(9)));
        assertEquals(NOBODY, name(set().of(1001, 1001).mode(0664)));
    }

    @Test
    void oracleHasAKeyAndOneOfItsSizes() {
        assertEquals("Oracle Database", name(set().key(0x3c1b2f44).values(new int[154])));
        assertEquals(NOBODY, name(set().values(new int[154])));
        assertEquals(NOBODY, name(set().key(0x3c1b2f44).values(new int[155])));
    }

    @Test
    void aCookieOfUdevHasItsPrefix() {
        assertEquals("device-mapper udev cookie", name(set().key(0x0d4d1234)));
        assertEquals(NOBODY, name(set().key(0x0d4e1234)));
    }

    @Test
    void mqBelongsToMqm() {
        assertEquals("IBM MQ", name(set().of(999, 0)));
        assertEquals("IBM MQ", name(set().of(1, 999)));
        assertEquals(
                "Apache httpd (APR)",
                KnownSoftware.of(set().row(), Hints.NONE).orElseThrow().name(),
                "without the user mqm");
    }

    @Test
    void openJ9HasAKeyAndControlFilesOfItsOwner() {
        assertEquals("IBM/OpenJ9 JVM", name(set().of(1000, 1000).key(0x61)));
        assertEquals(NOBODY, name(set().of(1000, 1000)));
        assertEquals(NOBODY, name(set().of(1001, 1001).key(0x61)));
    }

    @Test
    void whereTwoMatchTheOneThatKeepsOurHandsOffWins() {
        assertEquals("IBM MQ", name(set().of(999, 0).values(0, 537)), "PostgreSQL's mark in a set of mqm");
    }

    @Test
    void whatIsNeverRemovedIsNeverJudgedDead() {
        assertEquals(
                Set.of("Apache httpd (APR)", "PostgreSQL"),
                KnownSoftware.ALL.stream()
                        .filter(KnownSoftware::judged)
                        .map(KnownSoftware::name)
                        .collect(Collectors.toCollection(TreeSet::new)));
        KnownSoftware.ALL.stream().filter(s -> !s.judged()).forEach(s -> assertNotNull(s.refusal(), s.name()));
    }

    private static MadeSet set() {
        return new MadeHost().set(0);
    }

    private static String name(MadeSet set) {
        return KnownSoftware.of(set.row(), HINTS).map(KnownSoftware::name).orElse(NOBODY);
    }
}
