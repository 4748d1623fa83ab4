package tickets;

import incidents.Semaphore;

/** Sells tickets as they come in; a counter in the kernel, found by its key, tells all instances that there is one. */
public final class Tickets {
    private static final int KEY = 0x5449434b;

    private final Semaphore incoming = Semaphore.of(KEY, 0);

    /** Runs until it is stopped, and cleans up then. That is the mistake: the other instance uses the same counter. */
    public static void main(String[] args) {
        Tickets tickets = new Tickets();
        Runtime.getRuntime().addShutdownHook(new Thread(tickets::cleanUp, "clean-up"));
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

    private void cleanUp() {
        incoming.remove();
    }
}
