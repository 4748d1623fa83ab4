package org.semtrail.correlate.story;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.semtrail.capture.host.SysctlLine;
import org.semtrail.capture.host.Unseen;
import org.semtrail.capture.offline.ProcessRow;
import org.semtrail.capture.offline.Source;

/** What evidence other than recordings tells: tables, limits, marks in logs; and what could not be read. */
public final class Told {
    public final List<Source> sources = new ArrayList<>();
    public final List<Story.Gap> unseen = new ArrayList<>();
    public final List<Story.Mark> marks = new ArrayList<>();
    public final Map<String, Long> limits = new HashMap<>();
    public final Map<String, Long> used = new HashMap<>();
    /** Processes that ran when the evidence was taken, as far as a text of ps lists them. */
    public final List<ProcessRow> listed = new ArrayList<>();

    public final List<Story.Process> processes = new ArrayList<>();

    /** Lines of configuration of the host that set limits. */
    public List<SysctlLine> settings = List.of();

    /** Null while no table was read. */
    public List<Life> tables;

    /** When the table was taken, in milliseconds; null where not known. */
    public Long tablesAt;

    /** The IPC namespace of which the tables are; null where not known. */
    public Long ipcNs;

    /** Whether the tables list all sets that were there then: one that they do not list was not there. */
    public boolean tablesWhole;

    /** Id of the source that told of them. */
    public String tablesSource = "s1";

    /** When the host was booted, in milliseconds; null where not known. */
    public Long booted;

    /** Name, boot and kernel of the host; null where not known. */
    public String hostName;

    public String bootId;
    public String kernel;

    public void gap(Unseen u) {
        unseen.add(Story.Gap.of(u));
    }
}
