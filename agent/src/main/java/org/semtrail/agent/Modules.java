package org.semtrail.agent;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.semtrail.agent.emit.Opening;

/** Opens packages by Instrumentation.redefineModule, which came with JDK 9: no command-line flag, no warning. */
final class Modules implements Opening {
    private final Instrumentation instrumentation;

    Modules(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    @Override
    public void open(Class<?> inPackage) throws ReflectiveOperationException {
        Method getModule;
        try {
            getModule = Class.class.getMethod("getModule");
        } catch (NoSuchMethodException java8) {
            return;
        }
        Set<Object> ours = Collections.singleton(getModule.invoke(Opening.class));
        String name = inPackage.getName();
        Map<String, Set<Object>> opened = Collections.singletonMap(name.substring(0, name.lastIndexOf('.')), ours);
        Instrumentation.class
                .getMethod(
                        "redefineModule",
                        getModule.getReturnType(),
                        Set.class,
                        Map.class,
                        Map.class,
                        Set.class,
                        Map.class)
                .invoke(
                        instrumentation,
                        getModule.invoke(inPackage),
                        Collections.emptySet(),
                        opened,
                        opened,
                        Collections.emptySet(),
                        Collections.emptyMap());
    }
}
