package org.semtrail.agent.bind;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;

/** Changes the bodies of known methods, at load time and again at each retransformation. */
final class BodyTransformer implements ClassFileTransformer {
    private final BodyChange[] changes;
    private final Once trial;

    BodyTransformer(List<BodyChange> changes, Once trial) {
        this.trial = trial;
        this.changes = changes.toArray(new BodyChange[0]);
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String className, Class<?> loaded, ProtectionDomain domain, byte[] classFile) {
        if (className == null) {
            return null;
        }
        try {
            for (int i = 0; i < changes.length; i++) {
                if (changes[i].className().equals(className)) {
                    return trial.hasFailed() ? null : changes[i].apply(loader, classFile);
                }
            }
        } catch (Throwable t) {
            Unchanged.add(className, t);
        }
        return null;
    }
}
