package org.semtrail.agent.bind;

import java.io.ByteArrayOutputStream;

/**
 * The Code attribute of a method with straight code put before all else: whatever points into the code moves along (JVMS 4.7.3,
 * 4.7.4, 4.7.12 to 4.7.14).
 */
final class ShiftedCode {
    private static final int ALIGNMENT = 4;
    private static final int LONGEST = 0xffff;
    private static final int SAME = 63;
    private static final int SAME_WITH_ONE = 127;
    private static final int SAME_WITH_ONE_FAR = 247;
    private static final int SAME_FAR = 251;
    private static final int FULL = 255;
    private static final int OBJECT = 7;
    private static final int UNINITIALIZED = 8;

    private final SplicedClass owner;
    private final byte[] in;
    private final int by;
    private int at;

    private ShiftedCode(SplicedClass owner, byte[] in, int by) {
        this.owner = owner;
        this.in = in;
        this.by = by;
    }

    /** What takes the attribute's place; null if it has parts that are not known, or becomes too long. */
    static byte[] of(SplicedClass owner, byte[] in, int attribute, byte[] code, int stack) {
        // Switches are aligned to four bytes from the beginning of the code.
        int by = (code.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        return new ShiftedCode(owner, in, by).attribute(attribute, code, stack);
    }

    private byte[] attribute(int attribute, byte[] code, int stack) {
        int length = NameScan.u4(in, attribute + 10);
        if (length + by > LONGEST) {
            return null;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        SplicedClass.write2(content, Math.max(NameScan.u2(in, attribute + 6), stack));
        SplicedClass.write2(content, NameScan.u2(in, attribute + 8));
        SplicedClass.write4(content, length + by);
        content.write(code, 0, code.length);
        // nop is 0.
        content.write(new byte[by - code.length], 0, by - code.length);
        content.write(in, attribute + 14, length);
        at = attribute + 14 + length;
        handlers(content);
        if (!tables(content)) {
            return null;
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(in, attribute, 2);
        SplicedClass.write4(all, content.size());
        all.write(content.toByteArray(), 0, content.size());
        return all.toByteArray();
    }

    private void handlers(ByteArrayOutputStream out) {
        for (int left = copy2(out); left > 0; left--) {
            shift2(out);
            shift2(out);
            shift2(out);
            copy2(out);
        }
    }

    private boolean tables(ByteArrayOutputStream out) {
        for (int left = copy2(out); left > 0; left--) {
            int name = copy2(out);
            at += 4;
            ByteArrayOutputStream table = new ByteArrayOutputStream();
            if (owner.isText(name, "LineNumberTable")) {
                lines(table);
            } else if (owner.isText(name, "StackMapTable")) {
                frames(table);
            } else if (owner.isText(name, "LocalVariableTable") || owner.isText(name, "LocalVariableTypeTable")) {
                variables(table);
            } else {
                return false;
            }
            SplicedClass.write4(out, table.size());
            out.write(table.toByteArray(), 0, table.size());
        }
        return true;
    }

    private void lines(ByteArrayOutputStream out) {
        for (int left = copy2(out); left > 0; left--) {
            shift2(out);
            copy2(out);
        }
    }

    /** Parameters are there from the beginning on. */
    private void variables(ByteArrayOutputStream out) {
        for (int left = copy2(out); left > 0; left--) {
            boolean fromStart = NameScan.u2(in, at) == 0;
            SplicedClass.write2(out, NameScan.u2(in, at) + (fromStart ? 0 : by));
            SplicedClass.write2(out, NameScan.u2(in, at + 2) + (fromStart ? by : 0));
            at += 4;
            copy2(out);
            copy2(out);
            copy2(out);
        }
    }

    /** Only the first says where it is, the others how far from the one before. */
    private void frames(ByteArrayOutputStream out) {
        int count = copy2(out);
        for (int i = 0; i < count; i++) {
            int move = i == 0 ? by : 0;
            int tag = in[at++] & 0xff;
            if (tag <= SAME_WITH_ONE) {
                near(out, tag, move);
            } else {
                out.write(tag);
                SplicedClass.write2(out, NameScan.u2(in, at) + move);
                at += 2;
                far(out, tag);
            }
        }
    }

    private void near(ByteArrayOutputStream out, int tag, int move) {
        boolean withOne = tag > SAME;
        int distance = (withOne ? tag - SAME - 1 : tag) + move;
        if (distance <= SAME) {
            out.write(tag + move);
        } else {
            out.write(withOne ? SAME_WITH_ONE_FAR : SAME_FAR);
            SplicedClass.write2(out, distance);
        }
        types(out, withOne ? 1 : 0);
    }

    private void far(ByteArrayOutputStream out, int tag) {
        if (tag == FULL) {
            types(out, copy2(out));
            types(out, copy2(out));
        } else if (tag == SAME_WITH_ONE_FAR) {
            types(out, 1);
        } else {
            types(out, Math.max(tag - SAME_FAR, 0));
        }
    }

    private void types(ByteArrayOutputStream out, int count) {
        for (int i = 0; i < count; i++) {
            int tag = in[at++];
            out.write(tag);
            if (tag == OBJECT) {
                copy2(out);
            } else if (tag == UNINITIALIZED) {
                shift2(out);
            }
        }
    }

    private int copy2(ByteArrayOutputStream out) {
        int value = NameScan.u2(in, at);
        SplicedClass.write2(out, value);
        at += 2;
        return value;
    }

    private void shift2(ByteArrayOutputStream out) {
        SplicedClass.write2(out, NameScan.u2(in, at) + by);
        at += 2;
    }
}
