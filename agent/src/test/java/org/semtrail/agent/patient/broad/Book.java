package org.semtrail.agent.patient.broad;

import java.util.Arrays;
import java.util.concurrent.Callable;

/** Prints what a program sees: values, and what is thrown in their place. */
final class Book {
    private Book() {}

    static void chapter(String title) {
        System.out.println("== " + title);
    }

    static void say(String what, Callable<?> value) {
        try {
            System.out.println(what + ": " + text(value.call()));
        } catch (Throwable t) {
            System.out.println(what + ": thrown " + t.getClass().getName() + " " + withoutAddresses(t.getMessage()));
        }
    }

    private static String text(Object value) {
        return value instanceof Object[] ? Arrays.deepToString((Object[]) value) : withoutAddresses("" + value);
    }

    /** Addresses are others in each run. */
    private static String withoutAddresses(String text) {
        return text == null ? "null" : text.replaceAll("0x[0-9a-f]{4,}|@[0-9a-f]+|@-?\\d{6,}", "ADDRESS");
    }
}
