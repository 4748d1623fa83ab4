package org.semtrail.agent.emit;

import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers what this JVM opened and mapped, so that later calls by handle or address can be told by name and id. */
final class Names {
    private static final int KEPT = 10_000;
    private static final Map<String, String> BY_HANDLE = bounded();
    private static final Map<Long, Integer> BY_ADDRESS = bounded();

    private Names() {}

    static synchronized void opened(Site site, long handle, String name) {
        if (name != null) {
            BY_HANDLE.put(space(site) + handle, name);
        }
    }

    static synchronized String of(Site site, long handle) {
        return BY_HANDLE.get(space(site) + handle);
    }

    static synchronized String closed(Call call) {
        String key = space(call.site) + call.argument(0);
        return call.failed ? BY_HANDLE.get(key) : BY_HANDLE.remove(key);
    }

    static synchronized void attached(boolean failed, long address, int shmid) {
        if (!failed) {
            BY_ADDRESS.put(address, shmid);
        }
    }

    static synchronized int detached(boolean failed, long address) {
        Integer shmid = failed ? BY_ADDRESS.get(address) : BY_ADDRESS.remove(address);
        return shmid == null ? -1 : shmid;
    }

    /** Descriptors of queues and addresses of semaphores are different numbers. */
    private static String space(Site site) {
        return site.call.startsWith("mq_") ? "mq " : "sem ";
    }

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<K, V>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > KEPT;
            }
        };
    }
}
