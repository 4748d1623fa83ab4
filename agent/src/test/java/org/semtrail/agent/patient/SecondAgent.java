package org.semtrail.agent.patient;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;

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

    static void retransformEverything() {
        int count = 0;
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (instrumentation.isModifiableClass(type) && !type.getName().startsWith("java.lang.")) {
                try {
                    instrumentation.retransformClasses(type);
                    count++;
                } catch (UnmodifiableClassException | LinkageError | UnsupportedOperationException e) {
                    System.out.println(type + ": " + e);
                }
            }
        }
        System.out.println(count > 100 ? "retransformed" : "only " + count);
    }
}
