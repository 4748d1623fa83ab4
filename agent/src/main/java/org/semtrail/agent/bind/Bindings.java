package org.semtrail.agent.bind;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.semtrail.agent.emit.Status;

/** The list of bindings, and their two transformers. */
public final class Bindings {
    /** What an agent that is loaded into a running JVM comes too late for. */
    public static final String NOT_SEEN_LATE =
            "calls through JNR-FFI interfaces, JNA direct mappings and JNI methods that were"
                    + " loaded before, and through FFM handles that were made before";

    private Bindings() {}

    private static List<Binding> all(List<String> mappings, Once trial) {
        return Arrays.asList(
                new JnrBinding(),
                new JnaInterfaceBinding(),
                new JnaDirectBinding(),
                new JniBinding(NativeMapping.parseAll(mappings)),
                new FfmBinding(trial));
    }

    /**
     * From here on every class that is loaded is looked at.
     *
     * @param mappings of native methods to functions, as in the option {@code native}
     * @param late whether the application runs already
     * @param trial made before the first class is changed
     */
    public static void install(Instrumentation instrumentation, List<String> mappings, boolean late, Trial trial) {
        Once once = new Once(trial);
        JnaLookups.changeBy(instrumentation);
        List<Binding> all = all(mappings, once);
        List<BodyChange> changes = new ArrayList<>();
        for (Binding binding : all) {
            changes.addAll(binding.bodyChanges());
        }
        // The bodies first: what they change must be in place before a class is renamed that depends on it.
        instrumentation.addTransformer(new BodyTransformer(changes, once), true);
        LoadTransformer atLoad = new LoadTransformer(all, once);
        // Not able to retransform: else anybody's retransformation would be refused for having "deleted" the added
        // methods.
        instrumentation.addTransformer(atLoad, false);
        instrumentation.setNativeMethodPrefix(atLoad, WrappedMethod.PREFIX);
        if (late) {
            Status.blind(NOT_SEEN_LATE);
        }
        // Also at the start of a JVM: an AOT cache brings its classes before any agent comes.
        changeLoaded(instrumentation, changes);
    }

    /** Bodies of classes that are there already; one that cannot be changed is left as it is, and said. */
    private static void changeLoaded(Instrumentation instrumentation, List<BodyChange> changes) {
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            for (BodyChange change : changes) {
                if (loaded.getName().replace('.', '/').equals(change.className())) {
                    try {
                        change.comesLate();
                        instrumentation.retransformClasses(loaded);
                    } catch (UnmodifiableClassException | LinkageError | RuntimeException e) {
                        Unchanged.add(change.className(), e);
                    }
                    break;
                }
            }
        }
    }
}
