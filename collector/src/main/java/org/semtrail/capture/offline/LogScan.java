package org.semtrail.capture.offline;

import java.util.List;
import org.semtrail.capture.host.Unseen;

/**
 * What one log gave.
 *
 * @param source the log's name as it was given
 * @param lines how many lines were read
 * @param hits the failures it tells, in the order of their first line
 * @param unseen what of it could not be read
 */
public record LogScan(String source, long lines, List<LogHit> hits, List<Unseen> unseen) {
    public LogScan {
        hits = List.copyOf(hits);
        unseen = List.copyOf(unseen);
    }
}
