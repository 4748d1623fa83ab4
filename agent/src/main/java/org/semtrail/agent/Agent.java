package org.semtrail.agent;

import java.lang.instrument.Instrumentation;

/** Entry of the Java agent: for now it is loaded and does nothing, so that a JVM started with it runs unchanged. */
public final class Agent {
    private Agent() {}

    public static void premain(String options, Instrumentation instrumentation) {}

    public static void agentmain(String options, Instrumentation instrumentation) {}
}
