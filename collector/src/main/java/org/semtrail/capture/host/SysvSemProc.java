package org.semtrail.capture.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The text form of the semaphore table, {@code /proc/sysvipc/sem}: keys are signed decimal, permissions octal, and
 * columns can touch nothing but blanks (ipc/sem.c sysvipc_sem_proc_show, proc_sysvipc(5)).
 */
final class SysvSemProc {
    private SysvSemProc() {}

    static Reading<SysvSem> read(HostRoot host, long ipcNs) {
        Path file = host.proc("sysvipc/sem");
        try {
            return parse(Files.readString(file, StandardCharsets.ISO_8859_1), ipcNs);
        } catch (NoSuchFileException e) {
            return Reading.nothing(Unseen.absent(SysvSemReader.TABLE, "no " + file));
        } catch (AccessDeniedException e) {
            return Reading.nothing(Unseen.denied(SysvSemReader.TABLE, file + ": permission denied"));
        } catch (IOException e) {
            return Reading.nothing(Unseen.failed(SysvSemReader.TABLE, file + ": " + e.getMessage()));
        }
    }

    static Reading<SysvSem> parse(String table, long ipcNs) {
        List<SysvSem> rows = new ArrayList<>();
        int torn = 0;
        for (String line : table.lines().skip(1).toList()) {
            if (!line.isBlank()) {
                try {
                    rows.add(row(line.strip().split("\\s+"), ipcNs));
                } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                    torn++;
                }
            }
        }
        return new Reading<>(
                rows,
                torn == 0
                        ? List.of()
                        : List.of(Unseen.failed(
                                SysvSemReader.TABLE,
                                Amount.of(torn, "line") + " of sysvipc/sem could not be understood")));
    }

    private static SysvSem row(String[] f, long ipcNs) {
        return new SysvSem(
                ipcNs,
                Integer.parseInt(f[1]),
                Integer.parseInt(f[0]),
                Integer.parseInt(f[2], 8) & 0777,
                Long.parseLong(f[4]),
                Long.parseLong(f[5]),
                Long.parseLong(f[6]),
                Long.parseLong(f[7]),
                Integer.parseInt(f[3]),
                Long.parseLong(f[8]),
                Long.parseLong(f[9]),
                null);
    }
}
