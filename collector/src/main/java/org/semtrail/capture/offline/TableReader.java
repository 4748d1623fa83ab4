package org.semtrail.capture.offline;

import java.io.BufferedReader;
import java.io.IOException;

/** Reads a text of tables or limits as what it was recognised as. */
public final class TableReader {
    private TableReader() {}

    public static TableText read(InputKind kind, BufferedReader in) throws IOException {
        return switch (kind) {
            case SYSVIPC -> SysvipcText.read(in);
            case IPCS -> IpcsText.read(in);
            case SYSCTL -> SysctlDump.read(in);
            case SEMTRAIL -> SemtrailJson.read(in);
            default -> throw new IOException(kind.words() + " is no table");
        };
    }
}
