package org.semtrail.agent.patient;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

/** The calls of JNR from a class loader that, as in OSGi, gets nothing but the JDK's packages from its parent. */
public final class FilteredProgram {
    private FilteredProgram() {}

    public static void main(String[] arguments) throws Exception {
        URL[] urls = Arrays.stream(System.getProperty("java.class.path").split(":"))
                .filter(entry -> !entry.contains("semtrail-agent.jar"))
                .map(FilteredProgram::url)
                .toArray(URL[]::new);
        try (Filtering loader = new Filtering(urls)) {
            loader.loadClass("org.semtrail.agent.patient.JnrProgram")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        }
        // No call waits for the recorder here, for none is seen; it sleeps when it has begun.
        while (recorderIsBusy()) {
            Thread.onSpinWait();
        }
    }

    private static boolean recorderIsBusy() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread ->
                        thread.getName().equals("semtrail") && thread.getState() != Thread.State.TIMED_WAITING);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Asks its parent for packages of the JDK only. */
    private static final class Filtering extends URLClassLoader {
        Filtering(URL[] urls) {
            super(urls, ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            boolean fromParent = name.matches("(java|javax|jdk|sun)\\..*");
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : fromParent ? super.loadClass(name, resolve) : findClass(name);
            }
        }
    }
}
