package org.semtrail.agent.patient;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/** Somebody else's agent, before ours: uses JNA, and spoils every later change of its classes. */
public final class FirstAgent {
    private FirstAgent() {}

    public static void premain(String options, Instrumentation given) throws ClassNotFoundException {
        Class.forName("com.sun.jna.NativeLibrary");
        given.addTransformer(
                new ClassFileTransformer() {
                    @Override
                    public byte[] transform(
                            ClassLoader loader, String name, Class<?> loaded, ProtectionDomain domain, byte[] file) {
                        return "com/sun/jna/NativeLibrary".equals(name) && loaded != null ? new byte[] {1} : null;
                    }
                },
                true);
    }
}
