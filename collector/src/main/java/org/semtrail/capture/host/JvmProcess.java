package org.semtrail.capture.host;

import java.util.Optional;

/**
 * What must be known of a process before a signal is sent to it that ends whoever does not expect it.
 *
 * @param pid its number in our PID namespace
 * @param innerPid its number in its own
 * @param uid its effective user, who owns what it makes
 * @param gid its effective group
 * @param hotSpot whether libjvm.so is mapped
 * @param catchesQuit whether it has a handler for SIGQUIT; a JVM with -Xrs or one that is just starting has none
 */
public record JvmProcess(int pid, int innerPid, int uid, int gid, boolean hotSpot, boolean catchesQuit) {
    private static final int MAX_MAPS = 32 << 20;
    private static final int SIGQUIT = 3;

    /** Empty where the process is gone or may not be read. */
    public static Optional<JvmProcess> read(HostRoot host, int pid) {
        String status = ProcFile.read(host.proc(pid + "/status"));
        String maps = ProcFile.read(host.proc(pid + "/maps"), MAX_MAPS);
        if (status == null || maps == null) {
            return Optional.empty();
        }
        try {
            String[] numbers = ProcStatus.line(status, "NSpid").split("\\s+");
            String inner = numbers[numbers.length - 1];
            long caught = Long.parseUnsignedLong(ProcStatus.line(status, "SigCgt"), 16);
            return Optional.of(new JvmProcess(
                    pid,
                    inner.isEmpty() ? pid : Integer.parseInt(inner),
                    effective(status, "Uid"),
                    effective(status, "Gid"),
                    maps.contains("/libjvm.so"),
                    (caught >>> (SIGQUIT - 1) & 1) != 0));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException torn) {
            return Optional.empty();
        }
    }

    private static int effective(String status, String name) {
        return (int) Long.parseLong(ProcStatus.line(status, name).split("\\s+")[1]);
    }
}
