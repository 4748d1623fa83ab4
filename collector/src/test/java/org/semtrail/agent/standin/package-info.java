/**
 * Stands in for the agent in JVMs that tests start: events of the agent's names and fields, made by hand around real
 * calls. In its own package, for the frames of the agent are not the application's.
 */
package org.semtrail.agent.standin;
