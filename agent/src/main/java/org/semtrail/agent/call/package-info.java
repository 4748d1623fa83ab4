/**
 * Which C functions the agent knows. In: nothing. Out: a row for each, with its arguments, its failure value and its event;
 * and the numbers by which syscall(2) reaches the same.
 */
package org.semtrail.agent.call;
