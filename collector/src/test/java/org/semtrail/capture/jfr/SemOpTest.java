package org.semtrail.capture.jfr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SemOpTest {
    @Test
    void operationsAreReadAsTheAgentWritesThem() {
        assertEquals(
                List.of(new SemOp(0, -1, true), new SemOp(1, 1, false), new SemOp(2, 0, false), new SemOp(3, -2, true)),
                SemOp.parse("0:-1 UNDO|NOWAIT, 1:+1, 2:0 NOWAIT, 3:-2 UNDO"));
    }

    @Test
    void whatIsNoOperationIsLeftOut() {
        assertEquals(List.of(), SemOp.parse(null));
        assertEquals(List.of(), SemOp.parse(""));
        assertEquals(List.of(new SemOp(7, 1, false)), SemOp.parse("7:+1, …"));
        assertEquals(List.of(), SemOp.parse("9999999999:-1, 0:-, :1, 0:-1 \u001b[31m"));
    }
}
