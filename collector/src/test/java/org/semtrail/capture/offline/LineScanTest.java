package org.semtrail.capture.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineScanTest {
    /** One for each kind, as kernel, systemd, httpd, PostgreSQL and administrators' shells leave them. */
    private static final List<String> LINES = List.of(
            "Nov 24 10:00:01 db kernel: Out of memory: Killed process 812 (postgres) total-vm:1024kB",
            "Nov 24 10:00:01 db systemd[1]: httpd.service: A process of this unit has been killed by the OOM killer.",
            "Nov 24 10:00:01 db systemd[1]: httpd.service: State 'stop-sigterm' timed out. Killing.",
            "Nov 24 10:00:01 db systemd[1]: httpd.service stop-sigterm timed out. Killing.",
            "Nov 24 10:00:01 db systemd[1]: httpd.service: Killing process 77 (httpd) with signal SIGKILL.",
            "Nov 24 10:00:01 db systemd[1]: httpd.service: Main process exited, code=killed, status=9/KILL",
            "[core:notice] [pid 7] AH00052: child pid 78 exit signal Segmentation fault (11)",
            "2026-11-24 10:00:01 UTC [7] LOG:  server process (PID 79) was terminated by signal 9: Killed",
            "Nov 24 10:00:01 db kernel: httpd[80]: segfault at 0 ip 00007f rsp 00007f error 4",
            "httpd: [warn] pid file /run/httpd.pid overwritten -- Unclean shutdown of previous Apache run?",
            "2026-11-24 10:00:01 UTC [7] LOG:  database system was interrupted; last known up at 2026-11-24 09:00:00 UTC",
            "Nov 24 10:00:01 db systemd-logind[5]: Removed session 12.",
            "Nov 24 10:00:01 db systemd[1]: Removed slice user-1000.slice - User Slice of UID 1000.",
            "Nov 24 10:00:01 db sudo: ops : TTY=pts/0 ; USER=root ; COMMAND=/usr/bin/ipcrm -s 5",
            "[mpm_event:notice] [pid 7] AH00489: Apache/2.4.62 configured -- resuming normal operations",
            "2026-11-24 10:00:01 UTC [7] LOG:  database system is ready to accept connections",
            "[mpm_event:notice] [pid 7] AH00491: caught SIGTERM, shutting down",
            "[mpm_event:notice] [pid 7] AH00493: SIGUSR1 received.  Doing graceful restart",
            "2026-11-24 10:00:01 UTC [7] LOG:  received fast shutdown request",
            "2026-11-24 10:00:01 UTC [7] LOG:  database system is shut down");

    @Test
    void each_kind_of_line_is_found_among_those_that_are_not_looked_at() throws IOException {
        List<LifeLine> found = new ArrayList<>();
        String noise = "Nov 24 10:00:00 db sshd[9]: Accepted publickey for bob\n";
        LineScan.scan(
                new ByteArrayInputStream((noise + String.join("\n" + noise, LINES)).getBytes(StandardCharsets.UTF_8)),
                (line, told) -> LifeLine.ALL.stream()
                        .filter(row -> row.pattern().matcher(line).find())
                        .findFirst()
                        .ifPresent(found::add),
                new BackSteps(new LogTimes(ZoneOffset.UTC, true, Instant.parse("2026-11-25T00:00:00Z"), null)));
        assertEquals(LifeLine.ALL, found);
    }
}
