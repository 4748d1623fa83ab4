package org.semtrail.correlate.story;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.semtrail.capture.jfr.JvmEvent.AgentStatus;
import org.semtrail.correlate.story.Lives.Id;

/**
 * Of which boot and IPC namespace the captured table is: elsewhere the same id is of another set. What nobody tells is taken
 * from the JVMs, where all of them tell the same.
 *
 * @param boots those that it may be of; empty where nobody tells any
 * @param namespaces those that it may be of; empty where nobody tells any
 * @param namespaceTold whether the table itself says of which one it is
 */
public record TableHome(Set<String> boots, Set<Long> namespaces, boolean namespaceTold) {
    static TableHome of(Told told, Collection<JvmLine> jvms) {
        Set<String> boots = told.bootId != null
                ? Set.of(told.bootId)
                : jvms.stream().map(TableHome::boot).filter(b -> !b.isEmpty()).collect(Collectors.toUnmodifiableSet());
        Set<Long> namespaces = told.ipcNs != null
                ? Set.of(told.ipcNs)
                : jvms.stream()
                        .filter(j -> boots.isEmpty() || boots.contains(boot(j)))
                        .map(TableHome::namespace)
                        .filter(ns -> ns != 0)
                        .collect(Collectors.toUnmodifiableSet());
        return new TableHome(boots, namespaces, told.ipcNs != null);
    }

    static String boot(JvmLine jvm) {
        AgentStatus s = jvm.status;
        return s == null || s.bootId() == null ? "" : s.bootId();
    }

    static long namespace(JvmLine jvm) {
        return jvm.status == null ? 0 : jvm.status.ipcNs();
    }

    /** Whether a set with this id is the one that the table lists under it. */
    boolean has(Id id) {
        return boots.size() <= 1 && namespaces.size() <= 1 && mayHave(id.boot(), id.ipcNs());
    }

    /** Whether sets of this JVM are told of by the table. */
    public boolean has(JvmLine jvm) {
        return has(new Id(boot(jvm), namespace(jvm), 0));
    }

    /** Whether sets of this JVM may be in the table. */
    public boolean mayHave(JvmLine jvm) {
        return mayHave(boot(jvm), namespace(jvm));
    }

    private boolean mayHave(String boot, long ipcNs) {
        return (boot.isEmpty() || boots.isEmpty() || boots.contains(boot))
                && (namespaces.isEmpty() || namespaces.contains(ipcNs) || (ipcNs == 0 && !namespaceTold));
    }
}
