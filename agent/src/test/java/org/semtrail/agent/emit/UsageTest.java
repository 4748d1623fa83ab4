package org.semtrail.agent.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class UsageTest {
    private static final Site SITE =
            new Site.Builder("semop", "test", EventKind.SEM_OPERATION).hot(true).site();

    private final UsageTable table = new UsageTable();

    @Test
    void bucketsArePowersOfTwoFrom1024() {
        assertEquals(0, UsageCell.bucket(0));
        assertEquals(0, UsageCell.bucket(1023));
        assertEquals(1, UsageCell.bucket(1024));
        assertEquals(1, UsageCell.bucket(2047));
        assertEquals(2, UsageCell.bucket(2048));
        assertEquals(UsageCell.BUCKETS - 1, UsageCell.bucket(Long.MAX_VALUE));
    }

    @Test
    void aKeyHasOneCellAlsoAfterTheTableHasGrown() {
        UsageCell first = table.cell(SITE, 7, 0);
        for (int object = 100; object < 1100; object++) {
            table.cell(SITE, object, 0);
        }
        assertSame(first, table.cell(SITE, 7, 0));
        assertNotSame(first, table.cell(SITE, 7, 11));
    }

    @Test
    void beyondTheLimitTheRestIsCountedTogether() {
        UsageCell last = null;
        for (int object = 0; object < 5000; object++) {
            last = table.cell(SITE, object, 0);
        }
        assertEquals(UsageTable.OTHERS, last.object);
        assertEquals(17, table.cell(SITE, 17, 0).object);
    }

    @Test
    void whatIsIdleLeavesAndWhatIsCountedThereMeanwhileIsNotLost() {
        UsageCell idle = table.cell(SITE, 1, 0);
        Usage.Sink none = new Usage.Sink();
        table.drainTo(none);
        idle.add(5);
        Usage.Sink late = new Usage.Sink();
        table.drainTo(late);
        assertEquals(1, late.count());
        assertNotSame(idle, table.cell(SITE, 1, 0));
    }

    @Test
    void nothingIsLostBetweenThreadsAndDrains() throws InterruptedException {
        int threads = 4;
        int calls = 50_000;
        long drained = 0;
        CountDownLatch done = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                for (int call = 0; call < calls; call++) {
                    table.cell(SITE, call % 3, 0).add(call);
                }
                done.countDown();
            });
            thread.start();
        }
        while (done.getCount() > 0) {
            drained += drain();
        }
        done.await();
        drained += drain() + drain();
        assertEquals((long) threads * calls, drained);
    }

    private long drain() {
        Usage.Sink sink = new Usage.Sink();
        table.drainTo(sink);
        return sink.count();
    }

    @Test
    void aBurstIsCutAfterItsFirstEvents() {
        Burst burst = new Burst();
        int passed = 0;
        for (int i = 0; i < 1000; i++) {
            passed += burst.allows(5_000_000_000L + i) ? 1 : 0;
        }
        assertEquals(Burst.A_SECOND, passed);
        assertEquals(true, burst.allows(6_000_000_000L));
    }
}
