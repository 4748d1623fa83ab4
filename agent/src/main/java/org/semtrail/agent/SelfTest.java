package org.semtrail.agent;

import org.semtrail.agent.bind.Sample;
import org.semtrail.agent.bind.Trial;
import org.semtrail.agent.emit.Failures;

/**
 * Made when the first class matches, before it is changed: whether this JVM has Flight Recorder, and whether a class rewritten
 * as the application's will be is accepted by its verifier and does what it did. Touches no library and no IPC object.
 */
final class SelfTest implements Trial {
    private static final int SEMBUF = 6;

    @Override
    public String failure() {
        try {
            Class.forName("jdk.jfr.Event", false, null);
        } catch (ClassNotFoundException | LinkageError e) {
            return "this JVM has no Flight Recorder (module jdk.jfr)";
        }
        try {
            Class<?> sample = new SampleLoader().define(Sample.rewritten());
            Object result = sample.getMethod(Sample.METHOD, int.class, byte[].class, long.class)
                    .invoke(null, 0, new byte[SEMBUF], 1L);
            return result.equals(Sample.RESULT) ? null : "a rewritten class returned " + result;
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            Failures.count(e);
            return "this JVM refuses rewritten classes: " + e;
        }
    }

    /** Below the boot loader, so that the class is verified, unlike those of the boot loader itself. */
    private static final class SampleLoader extends ClassLoader {
        SampleLoader() {
            super(null);
        }

        Class<?> define(byte[] classFile) {
            return defineClass(Sample.NAME, classFile, 0, classFile.length);
        }
    }
}
