/** How the tests start JVMs with the shaded agent in IPC namespaces of their own, and read what these recorded. */
package org.semtrail.agent.jvm;
