package org.semtrail.diagnose;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads numbers as the kernel does when they are written to /proc/sys: kernel/sysctl.c, proc_get_long. */
final class SysctlNumbers {
    private SysctlNumbers() {}

    /** The words of a value; a thousand of them are as wrong as a million. */
    static List<String> words(String value) {
        return List.of(value.strip().split("[ \t\r\u000b\f]+", 1000));
    }

    /** All words as numbers, up to the first that is none. */
    static List<BigInteger> leading(List<String> words) {
        List<BigInteger> numbers = new ArrayList<>();
        for (String word : words) {
            Optional<BigInteger> number = number(word);
            if (number.isEmpty()) {
                break;
            }
            numbers.add(number.get());
        }
        return numbers;
    }

    /** Base 0: a leading 0x is hexadecimal, a leading 0 octal. The kernel copies 22 characters at most. */
    static Optional<BigInteger> number(String word) {
        String digits = word.startsWith("-") ? word.substring(1) : word;
        BigInteger value = null;
        if (digits.matches("0[xX][0-9a-fA-F]{1,16}")) {
            value = new BigInteger(digits.substring(2), 16);
        } else if (digits.matches("0[0-7]{0,21}")) {
            value = new BigInteger(digits, 8);
        } else if (digits.matches("[1-9][0-9]{0,20}")) {
            value = new BigInteger(digits);
        }
        return Optional.ofNullable(value).map(v -> word.startsWith("-") ? v.negate() : v);
    }

    /** Whether a number is written so that the kernel takes it for another than people do. */
    static boolean isOctal(String word) {
        return word.matches("-?0[0-7]{1,21}") && !word.matches("-?0+");
    }
}
