package org.semtrail.agent.bind;

import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * Looks into class files for names of ours, before anything else of the agent is loaded: no objects, no lambdas, no
 * collections, for it sees every class that the application loads (JVMS 4.4, 4.6).
 */
final class NameScan {
    static final int CONSTANT_POOL = 8;
    private static final int ACC_NATIVE = 0x0100;

    private final byte[][] slots;
    private int shortest = Integer.MAX_VALUE;
    private int longest;

    NameScan(Collection<String> names) {
        int size = Integer.highestOneBit(names.size()) * 8;
        slots = new byte[size][];
        for (String name : names) {
            byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
            int slot = hash(bytes, 0, bytes.length) & (size - 1);
            while (slots[slot] != null) {
                slot = (slot + 1) & (size - 1);
            }
            slots[slot] = bytes;
            shortest = Math.min(shortest, bytes.length);
            longest = Math.max(longest, bytes.length);
        }
    }

    /** Whether the constant pool holds one of the names: as a method's, a field's, or in a string. */
    boolean mentions(byte[] file) {
        int at = CONSTANT_POOL + 2;
        for (int left = u2(file, CONSTANT_POOL); left > 1; left--) {
            if (file[at] == 1) {
                int length = u2(file, at + 1);
                if (length >= shortest && length <= longest && isName(file, at + 3, length)) {
                    return true;
                }
            } else if (file[at] == 5 || file[at] == 6) {
                left--;
            }
            at += sizeOf(file, at);
        }
        return false;
    }

    /** Whether the class declares a native method with one of the names. */
    boolean declaresNative(byte[] file) {
        return mentions(file) && hasNativeNamed(file, afterConstantPool(file));
    }

    private boolean hasNativeNamed(byte[] file, int header) {
        int at = header + 6;
        at += 2 + 2 * u2(file, at);
        at = afterMembers(file, at);
        int methods = u2(file, at);
        at += 2;
        for (int i = 0; i < methods; i++) {
            if ((u2(file, at) & ACC_NATIVE) != 0) {
                int name = constant(file, u2(file, at + 2));
                if (isName(file, name + 3, u2(file, name + 1))) {
                    return true;
                }
            }
            at = afterMember(file, at);
        }
        return false;
    }

    static int afterMembers(byte[] file, int from) {
        int at = from + 2;
        for (int left = u2(file, from); left > 0; left--) {
            at = afterMember(file, at);
        }
        return at;
    }

    static int afterMember(byte[] file, int from) {
        int at = from + 8;
        for (int left = u2(file, from + 6); left > 0; left--) {
            at += 6 + u4(file, at + 2);
        }
        return at;
    }

    static int afterConstantPool(byte[] file) {
        return constant(file, u2(file, CONSTANT_POOL));
    }

    static int constant(byte[] file, int index) {
        int at = CONSTANT_POOL + 2;
        for (int i = 1; i < index; i++) {
            if (file[at] == 5 || file[at] == 6) {
                i++;
            }
            at += sizeOf(file, at);
        }
        return at;
    }

    /** Where each constant begins, and last where the pool ends. */
    static int[] constants(byte[] file) {
        int[] all = new int[u2(file, CONSTANT_POOL) + 1];
        int at = CONSTANT_POOL + 2;
        for (int i = 1; i < all.length - 1; i++) {
            all[i] = at;
            if (file[at] == 5 || file[at] == 6) {
                i++;
            }
            at += sizeOf(file, at);
        }
        all[all.length - 1] = at;
        return all;
    }

    private static int sizeOf(byte[] file, int at) {
        switch (file[at]) {
            case 1:
                return 3 + u2(file, at + 1);
            case 5:
            case 6:
                return 9;
            case 15:
                return 4;
            case 7:
            case 8:
            case 16:
            case 19:
            case 20:
                return 3;
            default:
                return 5;
        }
    }

    private boolean isName(byte[] file, int from, int length) {
        int slot = hash(file, from, length) & (slots.length - 1);
        while (slots[slot] != null) {
            if (isEqual(slots[slot], file, from, length)) {
                return true;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return false;
    }

    private static boolean isEqual(byte[] name, byte[] file, int from, int length) {
        if (name.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name[i] != file[from + i]) {
                return false;
            }
        }
        return true;
    }

    private static int hash(byte[] file, int from, int length) {
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + file[i];
        }
        return hash ^ (hash >>> 7);
    }

    static int u2(byte[] file, int at) {
        return (file[at] & 0xff) << 8 | (file[at + 1] & 0xff);
    }

    static int u4(byte[] file, int at) {
        return u2(file, at) << 16 | u2(file, at + 2);
    }
}
