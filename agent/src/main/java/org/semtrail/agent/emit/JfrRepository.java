package org.semtrail.agent.emit;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.nio.file.Paths;
import javax.management.JMException;
import javax.management.ObjectName;
import jdk.jfr.FlightRecorder;

/**
 * The directory below which the JVM keeps the chunks of all its recordings. There is no public call that sets it. The
 * diagnostic command JFR.configure does, but starts the platform's MBean server (160 to 330 ms, and application servers mind
 * who starts it first); so it is the second choice, after doing what that command does in a JVM whose JFR has not begun.
 */
final class JfrRepository {
    private JfrRepository() {}

    /** Only while no recording runs: it moves them all. Where somebody else has put it, it stays. */
    static void moveTo(Path directory) throws IOException, JMException {
        if (isSetByOthers()) {
            return;
        }
        if (FlightRecorder.isInitialized() || !isSetDirectly(directory)) {
            configure(directory);
        }
    }

    /** By -XX:FlightRecorderOptions or JFR.configure; JFR itself sets the directory for temporary files. */
    private static boolean isSetByOthers() {
        try {
            Object repository = repository();
            Field base = repository.getClass().getDeclaredField("baseLocation");
            base.setAccessible(true);
            Object set = base.get(repository);
            return set != null && !Paths.get(set.toString()).equals(Paths.get(System.getProperty("java.io.tmpdir")));
        } catch (ReflectiveOperationException | RuntimeException e) {
            Failures.count(e);
            return false;
        }
    }

    private static boolean isSetDirectly(Path directory) {
        try {
            Object repository = repository();
            for (Method method : repository.getClass().getMethods()) {
                if (method.getName().equals("setBasePath")) {
                    method.invoke(repository, path(method.getParameterTypes()[0], directory));
                    return true;
                }
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            Failures.count(e);
        }
        return false;
    }

    /** A Path, or until JDK 23 the JDK's wrapper of one. */
    private static Object path(Class<?> type, Path directory) throws ReflectiveOperationException {
        return type == Path.class
                ? directory
                : type.getConstructor(String.class).newInstance(directory.toString());
    }

    private static void configure(Path directory) throws JMException {
        ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "jfrConfigure",
                        new Object[] {new String[] {"repositorypath=\"" + directory + "\""}},
                        new String[] {String[].class.getName()});
    }

    /** Where the chunks are now; empty as long as there are none. JDK 12 and later have a property for it. */
    static String current() {
        String property = System.getProperty("jdk.jfr.repository", "");
        if (!property.isEmpty() || !FlightRecorder.isInitialized()) {
            return property;
        }
        try {
            Object repository = repository();
            Object path = repository.getClass().getMethod("getRepositoryPath").invoke(repository);
            return path == null ? "" : path.toString();
        } catch (ReflectiveOperationException | RuntimeException e) {
            Failures.count(e);
            return "";
        }
    }

    private static Object repository() throws ReflectiveOperationException {
        Class<?> type = Class.forName("jdk.jfr.internal.Repository");
        Recorder.open(type);
        return type.getMethod("getRepository").invoke(null);
    }
}
