/** Programs with semaphores that tests run in JVMs of their own. */
package org.semtrail.program;
