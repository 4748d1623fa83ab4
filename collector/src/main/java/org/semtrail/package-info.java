/** The collector: in, a host or evidence of one; out, tables, verdicts, findings, and on demand a safe removal. */
package org.semtrail;
