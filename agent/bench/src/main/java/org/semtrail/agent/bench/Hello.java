package org.semtrail.agent.bench;

/** A JVM that never does IPC. */
public final class Hello {
    private Hello() {}

    public static void main(String[] arguments) {
        System.out.println("Hello");
    }
}
