package org.semtrail.capture.host;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** File names as the kernel has them: bytes without an encoding, whatever the locale of this JVM. */
final class RawName {
    private RawName() {}

    /** The last element of a path. {@link Path#toString} would decode by locale and lose bytes under LANG=C. */
    static String of(Path path) {
        String name = path.getFileName().toString();
        // Printable ASCII is the same in every locale, and toUri() costs a stat(2).
        if (name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '?')) {
            return name;
        }
        String uri = path.toUri().getRawPath();
        String last = uri.substring(uri.lastIndexOf('/', uri.length() - 2) + 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(last.length());
        for (int i = 0; i < last.length(); i++) {
            if (last.charAt(i) == '%') {
                bytes.write(Integer.parseInt(last, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(last.charAt(i));
            }
        }
        return decode(bytes.toByteArray());
    }

    /** UTF-8 where the bytes are that, else one \xNN for each byte beyond ASCII, so that no two names look the same. */
    static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            StringBuilder text = new StringBuilder();
            for (byte b : bytes) {
                text.append(b >= 0 ? String.valueOf((char) b) : String.format("\\x%02x", b & 0xff));
            }
            return text.toString();
        }
    }
}
