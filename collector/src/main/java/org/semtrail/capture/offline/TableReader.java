package org.semtrail.capture.offline;

import java.io.BufferedReader;
import java.io.IOException;

/** Reads a text of tables or limits as what it was recognised as. */
public final class TableReader {
    private TableReader() {}

    /** @param times puts times that name no zone, or no year, on the one line of time */
    public static TableText read(InputKind kind, BufferedReader in, LogTimes times) throws IOException {
        return switch (kind) {
            case SYSVIPC -> SysvipcText.read(in);
            case IPCS -> IpcsText.read(in, times);
            case SYSCTL -> SysctlDump.read(in);
            case SEMTRAIL -> SemtrailJson.read(in);
            default -> throw new IOException(kind.words() + " is no table");
        };
    }
}
