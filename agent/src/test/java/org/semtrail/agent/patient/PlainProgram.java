package org.semtrail.agent.patient;

/** Never comes near IPC; says whether the JVM has loaded what only IPC needs. */
public final class PlainProgram {
    private PlainProgram() {}

    public static void main(String[] arguments) {
        System.out.println("jfr repository: " + System.getProperty("jdk.jfr.repository"));
        Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("semtrail") || name.contains("JFR"))
                .forEach(System.out::println);
    }
}
