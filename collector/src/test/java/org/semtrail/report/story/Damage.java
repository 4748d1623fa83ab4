package org.semtrail.report.story;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One way in which a file comes out other than it was written: cut, overwritten, or made up by somebody. */
@FunctionalInterface
interface Damage {
    byte[] to(byte[] good, Random random);

    List<Damage> ALL = List.of(
            Damage::cut,
            (good, random) -> flipped(good.clone(), random, 1 + random.nextInt(20)),
            (good, random) -> flipped(cut(good, random), random, 200),
            Damage::goneOnAtRandom,
            Damage::extremeNumber,
            Damage::sliceAgainAndAgain,
            Damage::otherNumbers,
            Damage::linesInAnyOrder,
            Damage::longLine,
            Damage::strangeCharacters);

    int LARGEST = 1 << 20;
    Pattern NUMBER = Pattern.compile("\\d+");
    List<String> NUMBERS = List.of("99999999999999999999", "-1", "", "0", "2147483648", "1e999", "NaN", "0x7fffffff");
    List<byte[]> EXTREMES = List.of(
            new byte[] {-1, -1, -1, -1, -1, -1, -1, -1},
            new byte[] {127, -1, -1, -1, -1, -1, -1, -1},
            new byte[] {127, -1, -1, -1},
            new byte[] {-1, -1, -1, -1, 7},
            new byte[] {0, 0, 0, 0, 0, 0, 0, 0});
    List<String> STRANGE = List.of(
            "\0",
            "\u202e",
            "\u2028",
            "\u001b[2J",
            "</script>",
            "\ufeff",
            "| ` |",
            "\r",
            "{\"a\":".repeat(2000),
            "[".repeat(5000));

    private static byte[] cut(byte[] good, Random random) {
        return Arrays.copyOf(good, random.nextInt(good.length));
    }

    private static byte[] flipped(byte[] bytes, Random random, int times) {
        for (int i = 0; i < times && bytes.length > 0; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static byte[] goneOnAtRandom(byte[] good, Random random) {
        byte[] made = new byte[random.nextInt(20_000)];
        random.nextBytes(made);
        System.arraycopy(good, 0, made, 0, Math.min(made.length, Math.min(good.length, random.nextInt(600))));
        return made;
    }

    /** Sizes, counts and offsets are such numbers, in both orders of bytes or packed. */
    private static byte[] extremeNumber(byte[] good, Random random) {
        byte[] bad = good.clone();
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            byte[] number = EXTREMES.get(random.nextInt(EXTREMES.size()));
            if (bad.length > number.length) {
                // Heads are where most of what is trusted stands.
                int end = random.nextBoolean() ? bad.length : Math.min(bad.length, 600);
                int at = random.nextInt(Math.max(1, end - number.length));
                System.arraycopy(number, 0, bad, at, number.length);
            }
        }
        return bad;
    }

    private static byte[] sliceAgainAndAgain(byte[] good, Random random) {
        int from = random.nextInt(good.length);
        int to = Math.min(good.length, from + 1 + random.nextInt(4_000));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(good, 0, to);
        for (int left = random.nextInt(LARGEST); left > 0; left -= to - from) {
            out.write(good, from, to - from);
        }
        out.write(good, to, good.length - to);
        return out.toByteArray();
    }

    private static byte[] otherNumbers(byte[] good, Random random) {
        Matcher number = NUMBER.matcher(text(good));
        int rarely = 1 + random.nextInt(30);
        return bytes(number.replaceAll(
                n -> random.nextInt(rarely) == 0 ? NUMBERS.get(random.nextInt(NUMBERS.size())) : n.group()));
    }

    private static byte[] linesInAnyOrder(byte[] good, Random random) {
        List<String> lines = Arrays.asList(text(good).split("\n"));
        Collections.shuffle(lines, random);
        return bytes(String.join("\n", lines));
    }

    private static byte[] longLine(byte[] good, Random random) {
        String text = text(good);
        int at = random.nextInt(text.length());
        return bytes(text.substring(0, at) + "9 ".repeat(random.nextInt(LARGEST)) + text.substring(at));
    }

    private static byte[] strangeCharacters(byte[] good, Random random) {
        StringBuilder text = new StringBuilder(text(good));
        for (int times = 1 + random.nextInt(30); times > 0; times--) {
            text.insert(random.nextInt(text.length()), STRANGE.get(random.nextInt(STRANGE.size())));
        }
        return bytes(text.toString());
    }

    /** One character for each byte, so that what is not touched stays as it was. */
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.chars().allMatch(c -> c < 256)
                ? text.getBytes(StandardCharsets.ISO_8859_1)
                : text.getBytes(StandardCharsets.UTF_8);
    }
}
