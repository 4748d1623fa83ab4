/**
 * What the agent says. In: the probe's calls out of rewritten code, before and after each native call. Out: JFR events and
 * counters. Loaded by the boot loader, so that every class of the application can call the probe; knows JDK types only.
 */
package org.semtrail.agent.emit;
