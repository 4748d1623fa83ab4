package org.semtrail.diagnose;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.semtrail.capture.host.IpcKernel;
import org.semtrail.capture.host.IpcSysctl;

/** Recognises the four fields of kernel.sem in a wrong order. */
final class SemOrder {
    static final String WHY =
            "kernel.sem has four fields: SEMMSL SEMMNS SEMOPM SEMMNI. \"ipcs -ls\" prints them in another"
                    + " order, and a widely read alert guide of Netdata tells people to write \"32000 64000 1024000000 500\" to"
                    + " double the semaphores of a set: that allows 500 sets instead of 32000, and the 501st semget fails with"
                    + " \"No space left on device\".";

    /** More operations than that in one semop call nobody has. */
    private static final BigInteger MOST_SEMOPM = BigInteger.valueOf(65_536);

    /** What a line in the right order stays below. */
    private static final BigInteger USUAL_SEMOPM = BigInteger.valueOf(10_000);

    /** Fewer semaphores in all than that nobody asks for: the kernel by itself never had less than 32000. */
    private static final BigInteger LEAST_SEMMNS = BigInteger.valueOf(4_096);

    /** How far out of its range a value must be to belong elsewhere: less is a mistake in the value. */
    private static final BigInteger FACTOR = BigInteger.valueOf(4);

    /**
     * A wrong order that people use.
     *
     * @param name how it came about
     * @param from for each field of the right order, its place in the wrong one
     */
    record Order(String name, List<Integer> from) {
        private List<BigInteger> mend(List<BigInteger> wrong) {
            return from.stream().map(wrong::get).toList();
        }
    }

    private static final List<Order> WRONG = List.of(
            new Order("the fields stand in the order in which \"ipcs -ls\" prints them", List.of(1, 2, 3, 0)),
            new Order("SEMOPM and SEMMNI have changed places", List.of(0, 1, 3, 2)),
            new Order("SEMMNS and SEMOPM have changed places", List.of(0, 2, 1, 3)),
            new Order("SEMMSL and SEMMNS have changed places", List.of(1, 0, 2, 3)),
            new Order("SEMMNS and SEMMNI have changed places", List.of(0, 3, 2, 1)),
            new Order("SEMMSL and SEMMNI have changed places", List.of(3, 1, 2, 0)),
            new Order("SEMMSL and SEMOPM have changed places", List.of(2, 1, 0, 3)));

    /**
     * What was recognised.
     *
     * @param name how it came about
     * @param mended the values in the right order
     */
    record Found(String name, List<BigInteger> mended) {}

    private final BigInteger mostSets;

    SemOrder(IpcKernel kernel) {
        this.mostSets = kernel.cap(IpcSysctl.SEM.fields.get(3));
    }

    /** Empty where the four values can stand as they are, or make no sense in another order either. */
    Optional<Found> find(List<BigInteger> sem) {
        if (sem.size() != 4 || !isOdd(sem)) {
            return Optional.empty();
        }
        return WRONG.stream()
                .filter(order -> isUsual(order.mend(sem)))
                .findFirst()
                .map(order -> new Found(order.name(), order.mend(sem)));
    }

    static String text(List<BigInteger> sem) {
        return String.join(" ", sem.stream().map(BigInteger::toString).toList());
    }

    private boolean isOdd(List<BigInteger> sem) {
        BigInteger semmns = sem.get(1).multiply(FACTOR);
        return sem.get(2).compareTo(MOST_SEMOPM) > 0
                || sem.get(2).compareTo(sem.get(1)) > 0
                || sem.get(3).compareTo(mostSets.multiply(FACTOR)) > 0
                || semmns.compareTo(sem.get(0)) < 0
                || semmns.compareTo(sem.get(3)) < 0;
    }

    private boolean isUsual(List<BigInteger> sem) {
        return sem.stream().allMatch(v -> v.signum() > 0)
                && sem.get(2).compareTo(USUAL_SEMOPM) <= 0
                && sem.get(3).compareTo(mostSets) <= 0
                && sem.get(1).compareTo(LEAST_SEMMNS) >= 0
                && sem.get(1).compareTo(sem.get(0)) >= 0
                && sem.get(1).compareTo(sem.get(3)) >= 0;
    }
}
