package org.semtrail.agent.patient;

import java.io.InputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.stream.Stream;

/** Somebody else's agent: retransforms every class there is, and says which refused. */
public final class SecondAgent {
    private static Instrumentation instrumentation;

    private SecondAgent() {}

    public static void premain(String options, Instrumentation given) {
        instrumentation = given;
        given.addTransformer(
                new ClassFileTransformer() {
                    @Override
                    public byte[] transform(
                            ClassLoader loader, String name, Class<?> loaded, ProtectionDomain domain, byte[] file) {
                        return name != null && name.startsWith("java/lang/") ? null : file.clone();
                    }
                },
                true);
    }

    /** At once, and only if that is refused one by one, to name who refused: each takes the JVM a safepoint. */
    static void retransformEverything() throws UnmodifiableClassException {
        Class<?>[] all = Stream.of(instrumentation.getAllLoadedClasses())
                .filter(type -> instrumentation.isModifiableClass(type)
                        && !type.getName().startsWith("java.lang."))
                .toArray(Class<?>[]::new);
        try {
            instrumentation.retransformClasses(all);
        } catch (LinkageError | UnsupportedOperationException e) {
            for (Class<?> type : all) {
                retransform(type);
            }
        }
        System.out.println(all.length > 100 ? "retransformed" : "only " + all.length);
    }

    /** As a debugger does it, with the class file that the compiler wrote. */
    static void redefine(Class<?> type) throws Exception {
        String file = "/" + type.getName().replace('.', '/') + ".class";
        try (InputStream original = type.getResourceAsStream(file)) {
            instrumentation.redefineClasses(new ClassDefinition(type, original.readAllBytes()));
        }
    }

    private static void retransform(Class<?> type) throws UnmodifiableClassException {
        try {
            instrumentation.retransformClasses(type);
        } catch (LinkageError | UnsupportedOperationException e) {
            System.out.println(type + ": " + e);
        }
    }
}
