package org.semtrail.capture.offline;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The processes of a host, put together of several texts of ps, of which each has other columns. */
public final class ProcessTexts {
    private final Map<Integer, ProcessRow> rows = new LinkedHashMap<>();

    /** @return how many lines could not be understood */
    public int add(BufferedReader in, LogTimes times) throws IOException {
        PsText.Read read = PsText.read(in, times);
        read.rows().forEach(row -> rows.merge(row.pid(), row, ProcessRow::with));
        return read.torn();
    }

    public List<ProcessRow> rows() {
        return List.copyOf(rows.values());
    }
}
