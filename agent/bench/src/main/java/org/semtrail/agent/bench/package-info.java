/** What {@code agent/bench/run} runs without and with an agent: whole programs, and JMH benchmarks. Out: lines, JMH's JSON. */
package org.semtrail.agent.bench;
