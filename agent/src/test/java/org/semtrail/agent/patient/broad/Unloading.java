package org.semtrail.agent.patient.broad;

import static org.semtrail.agent.patient.broad.Book.say;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.Callable;

/** Whether a loader whose classes called C can be collected when nobody holds it any more. */
final class Unloading {
    private static final int MOST_ROUNDS = 100;

    private Unloading() {}

    /** @param alsoOwn beginning of the names of other classes that the plugin is to have for itself */
    static void tell(Class<? extends Callable<String>> plugin, String alsoOwn) {
        Book.chapter("unloading");
        ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();
        WeakReference<ClassLoader> loader = use(plugin.getName(), alsoOwn, gone);
        say("unloaded", () -> isGone(gone) + " " + (loader.get() == null));
    }

    private static WeakReference<ClassLoader> use(String plugin, String alsoOwn, ReferenceQueue<ClassLoader> gone) {
        ClassLoader loader = new PluginLoader(plugin, alsoOwn);
        say("plugin", () -> {
            Class<?> type = Class.forName(plugin, true, loader);
            return ((Callable<?>) type.getConstructor().newInstance()).call() + " " + (type.getClassLoader() == loader);
        });
        return new WeakReference<>(loader, gone);
    }

    private static boolean isGone(ReferenceQueue<ClassLoader> gone) throws InterruptedException {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            System.gc();
            if (gone.remove(100) != null) {
                return true;
            }
        }
        return false;
    }

    /** Defines the plugin's classes itself; all else comes from its parent. */
    private static final class PluginLoader extends ClassLoader {
        private final String plugin;
        private final String alsoOwn;

        PluginLoader(String plugin, String alsoOwn) {
            super(Unloading.class.getClassLoader());
            this.plugin = plugin;
            this.alsoOwn = alsoOwn;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(plugin) && !name.startsWith(alsoOwn)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
