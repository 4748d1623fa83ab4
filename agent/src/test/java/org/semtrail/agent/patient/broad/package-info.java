/** Broad uses of JNA and JNR, in chapters; what they print is the same with and without the agent. */
package org.semtrail.agent.patient.broad;
