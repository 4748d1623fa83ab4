package org.semtrail.agent.bind;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The list of bindings, and their two transformers. */
public final class Bindings {
    private Bindings() {}

    private static List<Binding> all(List<String> mappings) {
        return Arrays.asList(new JnrBinding(), new JniBinding(NativeMapping.parseAll(mappings)));
    }

    /**
     * From here on every class that is loaded is looked at.
     *
     * @param mappings of native methods to functions, as in the option {@code native}
     */
    public static void install(Instrumentation instrumentation, List<String> mappings) {
        List<Binding> all = all(mappings);
        List<BodyChange> changes = new ArrayList<>();
        for (Binding binding : all) {
            changes.addAll(binding.bodyChanges());
        }
        // The bodies first: what they change must be in place before a class is renamed that depends on it.
        instrumentation.addTransformer(new BodyTransformer(changes), true);
        LoadTransformer atLoad = new LoadTransformer(all);
        // Not able to retransform: else anybody's retransformation would be refused for having "deleted" the added
        // methods.
        instrumentation.addTransformer(atLoad, false);
        instrumentation.setNativeMethodPrefix(atLoad, WrappedMethod.PREFIX);
    }
}
