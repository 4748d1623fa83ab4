package org.semtrail.bench;

import java.time.Clock;
import java.util.Set;
import org.semtrail.capture.host.HostReader;
import org.semtrail.capture.host.HostRoot;
import org.semtrail.capture.host.KernelLoader;
import org.semtrail.capture.host.SystemdUnits;
import org.semtrail.capture.host.UserNames;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.HostJudge;
import org.semtrail.correlate.KnownSoftware;

/**
 * Correlated snapshots, one after the other in one JVM. With a number of rounds it prints the milliseconds of each
 * after as many to warm up; without, it goes on until it is killed, after a first line.
 */
final class SnapshotBench {
    private SnapshotBench() {}

    public static void main(String[] args) {
        KernelLoader kernel = new KernelLoader();
        HostJudge judge = new HostJudge(
                new HostReader(kernel, HostRoot.LIVE, Clock.systemUTC(), false),
                new SystemdUnits(HostRoot.LIVE),
                UserNames.read(HostRoot.LIVE),
                new KnownSoftware.Hints(-1, Set.of()));
        HostFacts first = judge.judge();
        System.out.println(first.sets().count() + " sets");
        if (args.length == 0) {
            while (true) {
                judge.judge();
            }
        }
        int rounds = Integer.parseInt(args[0]);
        for (int round = -rounds; round < rounds; round++) {
            long start = System.nanoTime();
            judge.judge();
            if (round >= 0) {
                System.out.printf("%.2f%n", (System.nanoTime() - start) / 1e6);
            }
        }
    }
}
