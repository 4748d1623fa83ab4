package tickets;

import incidents.Semaphore;
import sun.misc.Signal;

/** Sells tickets as they come in; a counter in the kernel, found by its key, tells all instances that there is one. */
public final class Tickets {
    private static final int KEY = 0x5449434b;

    private final Semaphore incoming = Semaphore.of(KEY, 0);

    /**
     * Runs until it is stopped, and cleans up then. That is the mistake: the other instance uses the same counter. It does so
     * before the JVM's shutdown begins: what runs in a shutdown hook runs beside the one in which JFR writes its last chunk,
     * and is on record or not as it happens.
     */
    public static void main(String[] args) {
        Tickets tickets = new Tickets();
        Signal.handle(new Signal("TERM"), stop -> tickets.stop());
        System.out.println("open");
        tickets.sell();
    }

    private void sell() {
        while (true) {
            try {
                incoming.add(-1);
                System.out.println("sold one");
            } catch (IllegalStateException e) {
                System.err.println("no ticket: " + e.getMessage());
                try {
                    Thread.sleep(300);
                } catch (InterruptedException stop) {
                    return;
                }
            }
        }
    }

    private void stop() {
        incoming.remove();
        System.exit(0);
    }
}
