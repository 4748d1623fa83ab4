/**
 * The kernel's tables, processes and limits of a live or captured host. In: roots and native calls. Out: records as
 * the kernel has them, and a list of what could not be seen; no judgement.
 */
package org.semtrail.capture.host;
