/**
 * Evidence that was written elsewhere: logs of applications, archives and tables of other hosts. In: files and streams
 * that may be damaged, huge or hostile. Out: records of what they say, and a list of what could not be read.
 */
package org.semtrail.capture.offline;
