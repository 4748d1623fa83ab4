/** Plays {@code src/test/scenarios} with real processes in private namespaces. In: the shaded jar. Out: is it fooled? */
package org.semtrail.scenario;
