package ledger;

import incidents.Semaphore;
import java.util.concurrent.TimeUnit;

/** Books into one ledger, which only one of several programs may write at a time. */
public final class Ledger {
    private static final int KEY = 0x4c454447;

    private final Semaphore lock = Semaphore.of(KEY, 1);

    /** {@code Ledger close} closes the year; {@code Ledger book} books when it can, {@code Ledger hurry} only if that is soon. */
    public static void main(String[] args) throws InterruptedException {
        Ledger ledger = new Ledger();
        switch (args[0]) {
            case "close" -> ledger.closeTheYear();
            case "book" -> ledger.book();
            default -> ledger.hurry();
        }
    }

    private void closeTheYear() throws InterruptedException {
        lock.add(-1);
        try {
            System.out.println("closing the year");
            TimeUnit.HOURS.sleep(1);
        } finally {
            lock.add(1);
        }
    }

    private void book() {
        System.out.println("booking");
        lock.add(-1);
        try {
            System.out.println("booked");
        } finally {
            lock.add(1);
        }
    }

    private void hurry() {
        for (int tries = 1; tries <= 3; tries++) {
            try {
                lock.add(-1, 1);
                System.out.println("booked");
                lock.add(1);
                return;
            } catch (IllegalStateException e) {
                System.err.println("not booked: " + e.getMessage());
            }
        }
    }
}
