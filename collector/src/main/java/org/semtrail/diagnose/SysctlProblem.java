package org.semtrail.diagnose;

import org.semtrail.capture.host.SysctlLine;

/**
 * One thing to say about one line of sysctl configuration.
 *
 * @param line which
 * @param id stable kebab-case name of the kind of problem
 * @param isBad whether the line should be changed; otherwise it is only worth knowing
 * @param what one or two sentences, with the figures
 * @param better the whole line as it should stand; null where there is nothing to write
 */
public record SysctlProblem(SysctlLine line, String id, boolean isBad, String what, String better) {
    static SysctlProblem bad(SysctlLine line, String id, String what, String better) {
        return new SysctlProblem(line, id, true, what, better);
    }

    static SysctlProblem note(SysctlLine line, String id, String what) {
        return new SysctlProblem(line, id, false, what, null);
    }
}
