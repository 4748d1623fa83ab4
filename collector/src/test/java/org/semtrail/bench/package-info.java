/** What `collector/bench/run` starts inside a JVM: in, the semaphores of the namespace it is started in; out, times. */
package org.semtrail.bench;
