/** Runs inside the patient. In: the JVM's class loading. Out: JFR events; never an exception, never a line on stdout. */
package org.semtrail.agent;
