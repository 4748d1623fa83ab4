package org.semtrail.agent.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class ProbeTest {
    private static final short IPC_NOWAIT = 04000;

    @Test
    void onlyAddingOrNotWaitingCannotBlock() {
        assertTrue(instant(1, 0));
        assertTrue(instant(0x7fff, 0));
        assertTrue(instant(-1, IPC_NOWAIT));
        assertTrue(instant(0, IPC_NOWAIT));
        assertFalse(instant(0, 0));
        assertFalse(instant(-1, 0));
        assertFalse(instant(-256, 0x1000));
    }

    private static boolean instant(int operation, int flags) {
        byte[] bytes = ByteBuffer.allocate(6)
                .order(ByteOrder.nativeOrder())
                .putShort((short) 0xffff)
                .putShort((short) operation)
                .putShort((short) flags)
                .array();
        short[] shorts = {-1, (short) operation, (short) flags};
        boolean answer = Probe.isInstant(bytes, 1);
        assertEquals(answer, Probe.isInstant(shorts, 1));
        assertEquals(answer, Probe.isInstant((short) operation, (short) flags));
        return answer;
    }

    @Test
    void severalOperationsAndTooShortArraysMayBlock() {
        assertFalse(Probe.isInstant(new short[] {0, 1, 0, 0, 1, 0}, 2));
        assertFalse(Probe.isInstant(new short[] {0, 1}, 1));
        assertFalse(Probe.isInstant(new byte[5], 1));
        assertFalse(Probe.isInstant((byte[]) null, 1));
    }
}
