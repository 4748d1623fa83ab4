package org.semtrail.agent.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class SemOperationsTest {
    @Test
    void aWaitWithFlagsAndAReleaseAreTold() {
        assertEquals("0:-1 UNDO|NOWAIT, 1:+1", text(2, 0, -1, 0x1000 | 04000, 1, 1, 0));
    }

    @Test
    void waitingForZeroHasNoSign() {
        assertEquals("3:0 UNDO", text(1, 3, 0, 0x1000));
    }

    @Test
    void semaphoreNumbersAreUnsigned() {
        assertEquals("65535:+2 NOWAIT", text(1, 65535, 2, 04000));
    }

    @Test
    void whatWasNotReadIsMarked() {
        assertEquals("0:+1, …", text(9, 0, 1, 0));
    }

    private static String text(int nsops, int... numbers) {
        ByteBuffer buffer = ByteBuffer.allocate(2 * numbers.length).order(ByteOrder.nativeOrder());
        for (int number : numbers) {
            buffer.putShort((short) number);
        }
        buffer.flip();
        return SemOperations.text(buffer, nsops);
    }
}
