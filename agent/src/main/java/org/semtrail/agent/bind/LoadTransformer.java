package org.semtrail.agent.bind;

import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.List;
import org.semtrail.agent.emit.Failures;
import org.semtrail.agent.emit.Recorder;
import org.semtrail.agent.emit.Status;

/** Rewrites classes while they are loaded: may add methods and rename natives. */
final class LoadTransformer implements ClassFileTransformer {
    private final Binding[] bindings;
    private final Once trial;

    LoadTransformer(List<Binding> bindings, Once trial) {
        this.trial = trial;
        this.bindings = bindings.toArray(new Binding[0]);
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String className, Class<?> loaded, ProtectionDomain domain, byte[] classFile) {
        if (loader == null || className == null) {
            return null;
        }
        try {
            if (loaded != null && !isRewritten(loaded)) {
                return null;
            }
            for (int i = 0; i < bindings.length; i++) {
                if (bindings[i].matches(className, classFile)) {
                    return trial.passes() ? rewritten(bindings[i], loader, className, classFile) : null;
                }
            }
        } catch (Throwable t) {
            Failures.count(t);
            notRewritten(className, t);
        }
        return null;
    }

    private static void notRewritten(String className, Throwable why) {
        try {
            Status.blind("class " + className.replace('/', '.') + ": could not be rewritten: " + why);
            Recorder.wake();
        } catch (Throwable t) {
            // The application's class loading, perhaps without stack or memory, must go on.
            Failures.count(t);
        }
    }

    private static byte[] rewritten(Binding binding, ClassLoader loader, String className, byte[] classFile)
            throws ReflectiveOperationException, IOException {
        if (!Visibility.reachesProbe(loader)) {
            Status.blind(binding.name() + " class " + className + ": its class loader "
                    + loader.getClass().getName() + " hides org.semtrail.agent.emit");
            // Else nobody would be told.
            Recorder.wake();
            return null;
        }
        return binding.rewrite(loader, className, classFile);
    }

    /**
     * Whether a class that somebody redefines, as debuggers do, is one of ours: its new class file lacks the methods that were
     * added, and they may not go. At a mere retransformation a transformer of this kind is not asked.
     */
    private static boolean isRewritten(Class<?> loaded) {
        for (Method method : loaded.getDeclaredMethods()) {
            if (method.getName().startsWith(WrappedMethod.PREFIX)) {
                return true;
            }
        }
        return false;
    }
}
