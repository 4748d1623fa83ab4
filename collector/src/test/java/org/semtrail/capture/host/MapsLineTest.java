package org.semtrail.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.semtrail.capture.host.FileStat.FileId;
import org.semtrail.capture.host.MapsLine.Mapped;

class MapsLineTest {
    private static final long SHM = FileId.device(0, 0x29);

    @Test
    void picksSegmentsAndFilesOfTheDeviceAndNothingElse() {
        List<Mapped> found = parse("""
                00400000-00401000 r-xp 00000000 08:01 29                                 /usr/bin/sleep
                7f55c4934000-7f55c4936000 rw-s 00000000 00:29 6                          /dev/shm/mapped
                7f55c6349000-7f55c634b000 rw-s 00000000 00:01 98304                      /SYSVabcdef01 (deleted)
                7f55c6400000-7f55c6401000 rw-p 00000000 00:00 0\s
                7ffd6b1f2000-7ffd6b213000 rw-p 00000000 00:00 0                          [stack]
                """);
        assertEquals(
                List.of(
                        new Mapped(new FileId(SHM, 6), "/dev/shm/mapped", "7f55c4934000-7f55c4936000", false),
                        new Mapped(new FileId(1, 98304), "/SYSVabcdef01 (deleted)", "7f55c6349000-7f55c634b000", true)),
                found);
    }

    @Test
    void aFileOfADiskCannotPassForASegment() {
        assertEquals(List.of(), parse("7f00-7f01 rw-s 00000000 08:01 5      /SYSV00000000 (deleted)\n"));
    }

    @Test
    void aLineFeedInANameDoesNotMakeALine() {
        assertEquals(
                "/dev/shm/a\n7f-8f rw-s 0 00:29 7 /dev/shm/b",
                parse("7f00-7f01 rw-s 00000000 00:29 6     /dev/shm/a\\0127f-8f rw-s 0 00:29 7 /dev/shm/b\n")
                        .get(0)
                        .name());
    }

    @Test
    void aTornLastLineIsNoMapping() {
        assertEquals(List.of(), parse("7f55c4934000-7f55c4936000 rw-s 00000000 00:"));
        assertEquals(List.of(), parse("7f55c4934000-7f5"));
        assertEquals(List.of(), parse(""));
    }

    @Test
    void decodesDeviceNumbersWiderThanAByte() {
        assertEquals(FileId.device(0, 0x12345), (0x12345L & 0xff) | (0x123L << 20));
    }

    private static List<Mapped> parse(String maps) {
        return MapsLine.parse(maps.getBytes(StandardCharsets.ISO_8859_1), Set.of(SHM));
    }
}
