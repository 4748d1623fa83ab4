/**
 * What agents in JVMs recorded, as JFR files of living, dead and killed JVMs. In: folders and files that anybody may
 * have planted or torn. Out: records of each call, bounded in number and size, and a list of what could not be read.
 */
package org.semtrail.capture.jfr;
