package org.semtrail.agent.bind;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * How the parameters of a handle lie: the address if it is not bound, the segment for errno if the application asked for it,
 * then the function's own; and how those of the method lie that is generated around it.
 */
final class FfmSignature {
    /** Those of syscall(2), its number, its address, and a segment for errno. */
    private static final int MOST_PARAMETERS = 9;

    /** Who has errno captured with the call. */
    enum Errno {
        APPLICATION,
        AGENT,
        NOBODY
    }

    final MethodType plain;
    final Errno errno;
    /** Whether Java arrays may be passed. */
    final boolean mayBeHeap;

    private final boolean isBound;
    private final boolean hasState;
    private final List<Boolean> groups;

    FfmSignature(MethodType plain, boolean isBound, Object function, ForeignOptions options)
            throws ReflectiveOperationException {
        this.plain = plain;
        this.isBound = isBound;
        this.groups = Foreign.areGroups(function);
        this.hasState = options.captureState();
        this.mayBeHeap = options.areCritical();
        if (hasState) {
            errno = options.captureErrno() ? Errno.APPLICATION : Errno.NOBODY;
        } else {
            // A critical call is to be the bare call, and nothing more.
            errno = options.areCritical() ? Errno.NOBODY : Errno.AGENT;
        }
    }

    /** Whether one of our functions can be declared so: by numbers and pointers; structures come with an allocator. */
    static boolean looksLikeOurs(MethodType plain) {
        int count = plain.parameterCount();
        boolean looks = count > 0 && count <= MOST_PARAMETERS && !isFraction(plain.returnType());
        for (int i = 0; looks && i < count; i++) {
            Class<?> type = plain.parameterType(i);
            looks = !isFraction(type) && !type.getName().equals("java.lang.foreign.SegmentAllocator");
        }
        return looks;
    }

    private static boolean isFraction(Class<?> type) {
        return type == float.class || type == double.class;
    }

    /** Parameters before the function's own. */
    private int lead() {
        return address() + (hasState ? 1 : 0);
    }

    private int address() {
        return isBound ? 0 : 1;
    }

    /** The handles that the generated method is given first: the plain one, and the one that captures errno for us. */
    private int handles() {
        return errno == Errno.AGENT ? 2 : 1;
    }

    MethodType generated() {
        MethodType type = plain;
        for (int i = 0; i < handles(); i++) {
            type = type.insertParameterTypes(0, MethodHandle.class);
        }
        return type;
    }

    /** The plain handle's type with the segment for errno. */
    MethodType capturing() {
        return plain.insertParameterTypes(address(), Foreign.SEGMENT);
    }

    /** Where in the generated method's parameters those of the plain handle begin. */
    int firstOfPlain() {
        return handles();
    }

    /** The generated method's parameter that is the application's segment for errno, or before which ours goes. */
    int state() {
        return handles() + address();
    }

    /** The generated method's parameters for the first arguments of the function; NONE where it has not as many. */
    int[] parameters(int count) {
        int[] parameters = new int[count];
        for (int i = 0; i < count; i++) {
            parameters[i] = i < groups.size() ? handles() + lead() + i : WrappedMethod.NONE;
        }
        return parameters;
    }

    /** Whether a parameter of the generated method is a structure or union that is passed by value, as union semun is. */
    boolean isGroup(int parameter) {
        int argument = parameter - handles() - lead();
        return argument >= 0 && groups.get(argument);
    }

    @Override
    public String toString() {
        return generated() + " " + errno + " " + isBound + " " + hasState + " " + mayBeHeap + " " + groups;
    }
}
