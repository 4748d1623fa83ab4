package org.semtrail.agent.bind;

import java.util.Arrays;
import net.bytebuddy.jar.asm.Type;
import org.semtrail.agent.call.NativeCall;
import org.semtrail.agent.emit.Site;

/** One method to wrap: which call it is, and which of its parameters are the call's arguments. */
final class WrappedMethod {
    /** Of the renamed method; the JVM, when it links a native, tries the name without it too. */
    static final String PREFIX = "semtrail$";

    /** The probe's a0 to a4. */
    static final int ARGUMENTS = 5;

    /** Instead of a parameter's index: there is none, 0 is told. */
    static final int NONE = -1;

    /** Number of the site; of syscall(2) that of the table of sites. */
    final int site;

    /** Index of the parameter that is the number of a syscall; NONE of other calls. */
    final int syscallNumber;

    final long failure;
    /** Per argument of the call the index of the Java parameter; for those of {@link #NONE} the constant counts. */
    final int[] parameters;

    final long[] constants;
    /** Java parameters that stand for memory, as objects; NONE where an address comes as a number. */
    final int first;

    final int second;

    /** Whether the call can never block. */
    private boolean isInstant;
    /** Whether it is the first object and the third argument that say whether it can. */
    private boolean hasOperations;

    private WrappedMethod(
            int site, int syscallNumber, long failure, int[] parameters, long[] constants, int first, int second) {
        this.site = site;
        this.syscallNumber = syscallNumber;
        this.failure = failure;
        this.parameters = parameters;
        this.constants = constants;
        this.first = first;
        this.second = second;
    }

    /** A method with the function's own parameters. */
    static WrappedMethod of(NativeCall call, String binding, String descriptor) {
        int[] inOrder = new int[ARGUMENTS];
        for (int i = 0; i < ARGUMENTS; i++) {
            inOrder[i] = i < call.parameters.size() ? i : NONE;
        }
        return of(call, binding, descriptor, inOrder, new long[ARGUMENTS]);
    }

    /** A method whose parameters, or constants, stand at given arguments of the function. */
    static WrappedMethod of(NativeCall call, String binding, String descriptor, int[] parameters, long[] constants) {
        Type[] types = Type.getArgumentTypes(descriptor);
        boolean hasResult = !Type.getReturnType(descriptor).equals(Type.VOID_TYPE);
        Site site = hasResult ? call.site(binding) : call.siteWithoutResult(binding);
        int[] numbers = new int[ARGUMENTS];
        Arrays.fill(numbers, NONE);
        int[] memory = {NONE, NONE};
        int memories = 0;
        for (int i = 0; i < call.parameters.size(); i++) {
            int parameter = parameters[i] < types.length ? parameters[i] : NONE;
            boolean isObject = parameter != NONE && types[parameter].getSort() >= Type.ARRAY;
            if (call.isMemory(i)) {
                memory[memories++] = isObject ? parameter : NONE;
            }
            numbers[i] = call.isMemory(i) && isObject ? NONE : parameter;
        }
        WrappedMethod wrapped = new WrappedMethod(
                site.number,
                NONE,
                hasResult ? call.failure : Site.CANNOT_FAIL,
                numbers,
                constants,
                memory[0],
                memory[1]);
        wrapped.isInstant = call.isInstant();
        wrapped.hasOperations = call.hasOperations();
        return wrapped;
    }

    /** A method that is syscall(2): the number first, then the arguments; objects among them stand for memory. */
    static WrappedMethod syscall(int sites, String descriptor) {
        int[] inOrder = new int[1 + ARGUMENTS];
        for (int i = 0; i < inOrder.length; i++) {
            inOrder[i] = i;
        }
        return syscall(sites, descriptor, inOrder, true);
    }

    /**
     * A method that is syscall(2).
     *
     * @param parameters those of the number and of the arguments
     * @param hidesAddresses whether objects stand for memory; else they are worth their address
     */
    static WrappedMethod syscall(int sites, String descriptor, int[] parameters, boolean hidesAddresses) {
        Type[] types = Type.getArgumentTypes(descriptor);
        int[] numbers = new int[ARGUMENTS];
        int[] memory = {NONE, NONE};
        int memories = 0;
        for (int i = 0; i < ARGUMENTS; i++) {
            int parameter = parameters[i + 1] < types.length ? parameters[i + 1] : NONE;
            boolean isObject = hidesAddresses && parameter != NONE && types[parameter].getSort() >= Type.ARRAY;
            if (isObject && memories < memory.length) {
                memory[memories++] = parameter;
            }
            numbers[i] = isObject ? NONE : parameter;
        }
        return new WrappedMethod(sites, parameters[0], -1, numbers, new long[ARGUMENTS], memory[0], memory[1]);
    }

    boolean isSyscall() {
        return syscallNumber != NONE;
    }

    boolean isInstant() {
        return isInstant;
    }

    /** Index of the parameter with the operations of semop, NONE if there is none. */
    int operations() {
        return hasOperations && parameters[2] != NONE ? first : NONE;
    }

    /** Whether the arguments after the number of a syscall come as one array of objects. */
    boolean isVariadicSyscall(Type[] types) {
        return isSyscall() && types.length == 2 && types[1].getDescriptor().equals("[Ljava/lang/Object;");
    }

    /** A native method whose C code uses IPC objects that Java does not see. */
    static WrappedMethod opaque(Site site, String descriptor, long failure) {
        boolean hasHandle = Type.getArgumentTypes(descriptor).length > 0;
        int[] parameters = {hasHandle ? 0 : NONE, NONE, NONE, NONE, NONE};
        return new WrappedMethod(site.number, NONE, failure, parameters, new long[ARGUMENTS], NONE, NONE);
    }

    /** Any method, for a site that records nothing. */
    static WrappedMethod silent(String descriptor) {
        Type[] types = Type.getArgumentTypes(descriptor);
        int[] parameters = new int[ARGUMENTS];
        int object = NONE;
        for (int i = 0; i < ARGUMENTS; i++) {
            boolean isObject = i < types.length && types[i].getSort() >= Type.ARRAY;
            object = isObject ? i : object;
            parameters[i] = i < types.length && !isObject ? i : NONE;
        }
        WrappedMethod wrapped = new WrappedMethod(NONE, NONE, -1, parameters, new long[ARGUMENTS], object, NONE);
        wrapped.hasOperations = object != NONE;
        return wrapped;
    }
}
