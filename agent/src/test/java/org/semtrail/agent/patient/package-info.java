/** Programs that the tests start with the agent: each makes the same calls through another binding, and prints what it saw. */
package org.semtrail.agent.patient;
