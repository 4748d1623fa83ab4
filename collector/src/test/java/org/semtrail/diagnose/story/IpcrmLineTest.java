package org.semtrail.diagnose.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpcrmLineTest {
    private static final String SUDO =
            "Nov 24 16:57:23 app1 sudo[4711]: deploy : TTY=pts/0 ; USER=root ; COMMAND=/usr/bin/";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ipcrm -s 5",
                "ipcrm -s5",
                "ipcrm --semaphore-id=5",
                "ipcrm --semaphore-id 5",
                "ipcrm -m 1 -s 5",
                "ipcrm -S 0x4711",
                "ipcrm -a",
                "ipcrm --all=sem",
                "ipcrm sem 4 5",
                "ipcrm sem",
                "ipcrm",
                "ipcs -s | awk '/www-data/ { print $2 }' | xargs -n 1 ipcrm -s",
                "sh -c 'for i in $(ipcs -s); do ipcrm -s $i; done'",
                "ipcrm -m 1; ipcrm -s 5",
                "ipcrm -m 1 -q 2 -m 3 and much more…"
            })
    void mayHaveRemovedIt(String command) {
        assertEquals(true, IpcrmLine.mayRemove(SUDO + command, 5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ipcrm -s 99",
                "ipcrm -s 55",
                "ipcrm --semaphore-id=99",
                "ipcrm -m 5",
                "ipcrm -M 0x4711",
                "ipcrm --all=shm",
                "ipcrm shm 5",
                "ipcrm sem 4 6",
                "ipcrm -m 5; ipcrm -s 99"
            })
    void cannotHaveRemovedIt(String command) {
        assertEquals(false, IpcrmLine.mayRemove(SUDO + command, 5));
    }

    @Test
    void anySetMayBeOneOfWhichTheIdIsNotKnown() {
        assertEquals(true, IpcrmLine.mayRemove(SUDO + "ipcrm -s 99", null));
        assertEquals(false, IpcrmLine.mayRemove(SUDO + "ipcrm -m 99", null));
    }
}
