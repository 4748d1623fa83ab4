package org.semtrail.agent.emit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What this JVM has made and not removed, within bounds: the oldest are kept, for the chunks that tell of the newest are
 * there. What native methods made has no id here; of those the newest are kept.
 */
final class LiveObjects {
    static final int MOST = 4096;
    static final int MOST_NATIVE = 256;

    private static final Map<Long, Creation> BY_ID = new ConcurrentHashMap<>();
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Deque<Creation> NATIVE = new ArrayDeque<>();
    private static final LiveStack.Known STACKS = new LiveStack.Known();

    private LiveObjects() {}

    /**
     * A call ended; on the application's thread, hence little is done.
     *
     * @return whether the call is kept, to be told again
     */
    static boolean follow(Call call) {
        switch (call.site.kind) {
            case SEM_GET:
            case SHM_GET:
            case MSG_GET:
                return !call.failed && add(call);
            case SEM_CONTROL:
                removeIf(call, Commands.ofSem((int) call.argument(2)));
                break;
            case SHM_CONTROL:
                removeIf(call, Commands.ofShm((int) call.argument(1)));
                break;
            case MSG_CONTROL:
                removeIf(call, Commands.ofMsg((int) call.argument(1)));
                break;
            case JNI_CALL:
                return !call.failed && call.site.function.endsWith("get") && addNative(call);
            default:
                break;
        }
        return false;
    }

    private static boolean add(Call call) {
        Long id = id(call, call.result);
        if (COUNT.get() < MOST && !BY_ID.containsKey(id)) {
            Creation creation = new Creation(call);
            if (BY_ID.putIfAbsent(id, creation) == null) {
                COUNT.incrementAndGet();
                return true;
            }
        }
        return false;
    }

    private static boolean addNative(Call call) {
        Creation creation = new Creation(call);
        synchronized (NATIVE) {
            NATIVE.addLast(creation);
            if (NATIVE.size() > MOST_NATIVE) {
                NATIVE.removeFirst();
            }
        }
        return true;
    }

    /** It is gone by our own call, or was gone before. */
    private static void removeIf(Call call, String command) {
        boolean removes = command.equals("IPC_RMID");
        boolean gone = call.failed ? call.errno == Errno.EIDRM || (removes && call.errno == Errno.EINVAL) : removes;
        Creation removed = gone ? BY_ID.remove(id(call, call.argument(0))) : null;
        if (removed != null) {
            COUNT.decrementAndGet();
        }
    }

    /** Ids of the three kinds are numbers of their own. */
    private static Long id(Call call, long object) {
        return (long) call.site.family.hashCode() << 32 | (object & 0xffffffffL);
    }

    /** Makes text of the stacks of those that are new, every second on the recorder's own thread. */
    static synchronized void write() {
        all().forEach(creation -> creation.write(STACKS));
        STACKS.limit();
    }

    /** At the beginning of a chunk. */
    static synchronized void tell() {
        LiveStack.Round round = new LiveStack.Round();
        for (Creation creation : all()) {
            creation.write(STACKS);
            creation.event(round).commit();
        }
    }

    private static List<Creation> all() {
        List<Creation> all = new ArrayList<>(BY_ID.values());
        synchronized (NATIVE) {
            all.addAll(NATIVE);
        }
        return all;
    }
}
