package org.semtrail.agent.emit;

import java.util.ArrayList;
import java.util.List;

/** One call reached through one binding: what the probe must know about it, found by its number. */
public final class Site {
    private static final int LIMIT = 1024;
    private static final Site[] ALL = new Site[LIMIT];
    private static int count;

    /** Never the result of a call: such calls cannot fail as far as Java sees. */
    public static final long CANNOT_FAIL = Long.MIN_VALUE;

    /** Stands for: every result but 0 is a failure, and is its errno. */
    public static final long NOT_ZERO = Long.MIN_VALUE + 1;

    public final int number;
    final String call;
    final String binding;
    final boolean viaSyscall;
    final EventKind kind;
    /** "sem", "shm", "msg" or "posix". */
    final String family;

    final boolean hot;
    final long failure;
    final int firstMemory;
    final int secondMemory;
    final String method;
    final String function;

    private Site(int number, Builder from) {
        this.number = number;
        this.call = from.call;
        this.binding = from.binding;
        this.viaSyscall = from.viaSyscall;
        this.kind = from.kind;
        this.family = from.family;
        this.hot = from.hot;
        this.failure = from.failure;
        this.firstMemory = from.memory.size() > 0 ? from.memory.get(0) : -1;
        this.secondMemory = from.memory.size() > 1 ? from.memory.get(1) : -1;
        this.method = from.method;
        this.function = from.function;
    }

    static Site at(int number) {
        return ALL[number];
    }

    boolean fails(long result) {
        return failure == NOT_ZERO ? result != 0 : result == failure;
    }

    /** What the function would have returned for a failure that came as an exception. */
    long failureResult() {
        return failure == CANNOT_FAIL || failure == NOT_ZERO ? 0 : failure;
    }

    @Override
    public String toString() {
        return binding + " " + call + (viaSyscall ? " (syscall)" : "") + (method.isEmpty() ? "" : " " + method);
    }

    /** Collects what a site is made of; the same parts give the same site. */
    public static final class Builder {
        private final String call;
        private final String binding;
        private final EventKind kind;
        private final List<Integer> memory = new ArrayList<>();
        private boolean viaSyscall;
        private String family = "";
        private boolean hot;
        private long failure = CANNOT_FAIL;
        private String method = "";
        private String function = "";
        private boolean asleep;

        public Builder(String call, String binding, EventKind kind) {
            this.call = call;
            this.binding = binding;
            this.kind = kind;
        }

        public Builder family(String name) {
            family = name;
            return this;
        }

        public Builder hot(boolean isHot) {
            hot = isHot;
            return this;
        }

        public Builder failure(long value) {
            failure = value;
            return this;
        }

        /** Index of an argument that points to memory worth reading; at most two. */
        public Builder memory(int argument) {
            memory.add(argument);
            return this;
        }

        public Builder viaSyscall(boolean is) {
            viaSyscall = is;
            return this;
        }

        public Builder method(String classAndMethod, String mappedFunction) {
            method = classAndMethod;
            function = mappedFunction;
            return this;
        }

        /** It may never be called: nothing is recorded because of it alone. */
        public Builder asleep() {
            asleep = true;
            return this;
        }

        public Site site() {
            if (!asleep) {
                // Somebody has found a call to record.
                Recorder.wake();
            }
            synchronized (ALL) {
                for (int i = 0; i < count; i++) {
                    if (isLike(ALL[i])) {
                        return ALL[i];
                    }
                }
                if (count == LIMIT) {
                    throw new IllegalStateException("more than " + LIMIT + " kinds of calls");
                }
                ALL[count] = new Site(count, this);
                return ALL[count++];
            }
        }

        private boolean isLike(Site site) {
            return site.call.equals(call)
                    && site.binding.equals(binding)
                    && site.viaSyscall == viaSyscall
                    && site.method.equals(method)
                    && site.failure == failure;
        }
    }
}
