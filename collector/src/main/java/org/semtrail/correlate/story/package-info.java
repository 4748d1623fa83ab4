/**
 * What happened over time. In: events of JVMs by the million, one after the other in any order, lines of logs, captured
 * tables. Out: a story of bounded size: the most telling events, counts by time, lives of sets and processes.
 */
package org.semtrail.correlate.story;
