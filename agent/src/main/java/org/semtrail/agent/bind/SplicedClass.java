package org.semtrail.agent.bind;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A class file to which straight code is added, at the start of methods or before the return of straight ones (JVMS 4.4, 4.7.3).
 * No library does it: the JVM may only use FFM or JNA and no IPC, and is not to load one for that.
 */
final class SplicedClass {
    private static final int UTF8 = 1;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;
    private static final int NAME_AND_TYPE = 12;
    private static final int METHOD_HANDLE = 15;
    private static final int INVOKE_VIRTUAL = 5;
    private static final int ARETURN = 0xb0;

    private final byte[] file;
    private final int pool;
    /** Where each constant begins. */
    private final int[] index;

    private final ByteArrayOutputStream constants = new ByteArrayOutputStream();
    private int count;
    /** All after the constant pool. */
    private byte[] rest;

    SplicedClass(byte[] file) {
        this.file = file;
        this.count = NameScan.u2(file, NameScan.CONSTANT_POOL);
        this.index = NameScan.constants(file);
        this.pool = index[count];
        this.rest = new byte[file.length - pool];
        System.arraycopy(file, pool, rest, 0, rest.length);
    }

    boolean declares(String name, String descriptor) {
        return find(name, descriptor) >= 0;
    }

    int method(String owner, String name, String descriptor) {
        return method(METHOD, owner, name, descriptor);
    }

    int interfaceMethod(String owner, String name, String descriptor) {
        return method(INTERFACE_METHOD, owner, name, descriptor);
    }

    private int method(int tag, String owner, String name, String descriptor) {
        int nameAndType = pair(NAME_AND_TYPE, text(name), text(descriptor));
        int ownerClass = text(owner);
        constants.write(CLASS);
        write2(constants, ownerClass);
        return pair(tag, count++, nameAndType);
    }

    /** The constant of a handle of an instance method. */
    int methodHandle(String owner, String name, String descriptor) {
        int method = method(owner, name, descriptor);
        constants.write(METHOD_HANDLE);
        constants.write(INVOKE_VIRTUAL);
        write2(constants, method);
        return count++;
    }

    int string(String text) {
        int content = text(text);
        constants.write(STRING);
        write2(constants, content);
        return count++;
    }

    private int text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        constants.write(UTF8);
        write2(constants, bytes.length);
        constants.write(bytes, 0, bytes.length);
        return count++;
    }

    private int pair(int tag, int first, int second) {
        constants.write(tag);
        write2(constants, first);
        write2(constants, second);
        return count++;
    }

    /**
     * Adds code that finds on the stack, and leaves there, what is about to be returned; false if the method is not straight.
     *
     * @param code its first instruction has one byte, like the return in whose place it comes: there the scopes of the local
     *     variables end, and they must end between instructions (JVMS 4.7.13)
     */
    boolean addBeforeReturn(String name, String descriptor, byte[] code, int stack) {
        int method = find(name, descriptor);
        int attribute = method < 0 ? -1 : attribute(rest, method + 6, "Code");
        if (attribute < 0) {
            return false;
        }
        int body = attribute + 14;
        int end = body + NameScan.u4(rest, attribute + 10);
        boolean hasHandlers = NameScan.u2(rest, end) != 0;
        if (hasHandlers || attribute(rest, end + 2, "StackMapTable") >= 0 || (rest[end - 1] & 0xff) != ARETURN) {
            return false;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(rest, 0, attribute + 2);
        write4(out, NameScan.u4(rest, attribute + 2) + code.length);
        write2(out, Math.max(NameScan.u2(rest, attribute + 6), stack));
        write2(out, NameScan.u2(rest, attribute + 8));
        write4(out, end - body + code.length);
        out.write(rest, body, end - 1 - body);
        out.write(code, 0, code.length);
        out.write(rest, end - 1, rest.length - end + 1);
        rest = out.toByteArray();
        return true;
    }

    /** Adds code that finds and leaves nothing on the stack; false if the method is not there, or has parts that are not known. */
    boolean addAtStart(String name, String descriptor, byte[] code, int stack) {
        int method = find(name, descriptor);
        int attribute = method < 0 ? -1 : attribute(rest, method + 6, "Code");
        byte[] shifted = attribute < 0 ? null : ShiftedCode.of(this, rest, attribute, code, stack);
        if (shifted == null) {
            return false;
        }
        int end = attribute + 6 + NameScan.u4(rest, attribute + 2);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(rest, 0, attribute);
        out.write(shifted, 0, shifted.length);
        out.write(rest, end, rest.length - end);
        rest = out.toByteArray();
        return true;
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(file, 0, NameScan.CONSTANT_POOL);
        write2(out, count);
        out.write(file, NameScan.CONSTANT_POOL + 2, pool - NameScan.CONSTANT_POOL - 2);
        byte[] added = constants.toByteArray();
        out.write(added, 0, added.length);
        out.write(rest, 0, rest.length);
        return out.toByteArray();
    }

    /** Where a method begins in the rest; -1 if there is none. */
    private int find(String name, String descriptor) {
        int fields = 6 + 2 + 2 * NameScan.u2(rest, 6);
        int at = NameScan.afterMembers(rest, fields);
        int methods = NameScan.u2(rest, at);
        at += 2;
        for (int i = 0; i < methods; i++) {
            if (isText(NameScan.u2(rest, at + 2), name) && isText(NameScan.u2(rest, at + 4), descriptor)) {
                return at;
            }
            at = NameScan.afterMember(rest, at);
        }
        return -1;
    }

    /** Where an attribute begins in a table of such; -1 if it is not there. */
    private int attribute(byte[] bytes, int table, String name) {
        int at = table + 2;
        for (int left = NameScan.u2(bytes, table); left > 0; left--) {
            if (isText(NameScan.u2(bytes, at), name)) {
                return at;
            }
            at += 6 + NameScan.u4(bytes, at + 2);
        }
        return -1;
    }

    boolean isText(int constant, String text) {
        int at = index[constant];
        int length = NameScan.u2(file, at + 1);
        return length == text.length() && new String(file, at + 3, length, StandardCharsets.US_ASCII).equals(text);
    }

    static void write2(ByteArrayOutputStream out, int value) {
        out.write(value >>> 8);
        out.write(value);
    }

    static void write4(ByteArrayOutputStream out, int value) {
        write2(out, value >>> 16);
        write2(out, value);
    }
}
