package org.semtrail.agent.patient;

/** Has the agent start, interrupts every thread of its own group, as some servers do when they stop, and looks who is left. */
public final class InterruptingProgram {
    private InterruptingProgram() {}

    public static void main(String[] arguments) throws Exception {
        InheritableThreadLocal<Object> ofTheApplication = new InheritableThreadLocal<>();
        ofTheApplication.set(new Object());
        NativeProgram.main(new String[0]);
        Thread ours = find();
        for (int i = 0; i < 3; i++) {
            Thread.currentThread().getThreadGroup().interrupt();
            ours.interrupt();
            Thread.interrupted();
            ours.join(300);
        }
        System.out.println("alive " + ours.isAlive());
        System.out.println("group " + ours.getThreadGroup().getName());
    }

    private static Thread find() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("semtrail"))
                .findFirst()
                .orElseThrow();
    }
}
