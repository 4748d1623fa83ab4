package org.semtrail.capture.offline;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a copy of /proc/sysvipc/sem, shm or msg by the names in its first line (proc_sysvipc(5)). */
final class SysvipcText {
    private static final int MOST = 100_000;

    private SysvipcText() {}

    static boolean is(String firstLine) {
        String line = firstLine.strip().replaceAll("\\s+", " ");
        return line.startsWith("key semid perms nsems")
                || line.startsWith("key shmid perms size")
                || line.startsWith("key msqid perms cbytes");
    }

    static TableText read(BufferedReader in) throws IOException {
        String[] names = String.valueOf(in.readLine()).strip().split("\\s+");
        boolean sem = names.length > 1 && names[1].equals("semid");
        List<SemRow> rows = new ArrayList<>();
        int torn = 0;
        long count = 0;
        long nsems = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] f = line.strip().split("\\s+");
            if (line.isBlank()) {
                continue;
            }
            try {
                count++;
                if (sem) {
                    SemRow row = row(f);
                    nsems += row.nsems();
                    if (rows.size() < MOST) {
                        rows.add(row);
                    }
                } else {
                    Long.parseLong(f[1]);
                }
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                count--;
                torn++;
            }
        }
        Map<String, Long> used = sem
                ? Map.of("semmni", count, "semmns", nsems)
                : Map.of(names.length > 1 && names[1].equals("shmid") ? "shmmni" : "msgmni", count);
        return new TableText(rows, sem, Map.of(), used, null, torn);
    }

    private static SemRow row(String[] f) {
        long otime = Long.parseLong(f[8]);
        return new SemRow(
                Integer.parseInt(f[1]),
                Integer.parseInt(f[0]),
                f[4],
                f[6],
                Integer.parseInt(f[2], 8) & 0777,
                Integer.parseInt(f[3]),
                otime == 0 ? null : Instant.ofEpochSecond(otime),
                otime == 0,
                Instant.ofEpochSecond(Long.parseLong(f[9])),
                List.of(),
                null);
    }
}
