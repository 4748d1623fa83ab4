package org.semtrail.agent.bench;

/** What every agent costs: the JVM loads java.instrument and calls it. */
public final class EmptyAgent {
    private EmptyAgent() {}

    public static void premain(String options) {}
}
