package org.semtrail.report.story;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** One whole piece of evidence of each kind, to be damaged before or after it is packed. */
final class Samples {
    private static final Path STORY = Path.of("src/test/resources/story");
    private static final Packed NOT = content -> content;
    private static final String PS = """
            USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND
            root           1  0.0  0.1 168140 11720 ?        Ss   Nov20   0:31 /sbin/init
            www-data    4711  2.3  4.0 996140 99720 ?        Sl   10:28   1:01 java -jar shop.jar --password=x
            """;

    /** What it is packed in. */
    @FunctionalInterface
    interface Packed {
        byte[] of(byte[] content) throws IOException;

        default Packed in(Packed other) {
            return content -> other.of(of(content));
        }
    }

    /**
     * One kind of input.
     *
     * @param good what is damaged
     * @param packed what happens to it after that
     */
    record Sample(String kind, byte[] good, Packed packed) {}

    private Samples() {}

    static List<Sample> all() throws IOException {
        byte[] recording = file("apache-and-jvm/shop.jfr");
        byte[] log = file("apache-and-jvm/error.log");
        byte[] table = file("apache-and-jvm/ipcs_-s");
        return List.of(
                new Sample("recording", recording, NOT),
                new Sample("recording of a killed JVM", file("killed-with-a-lock/holder.jfr"), NOT),
                new Sample("recording, then gzip", recording, Samples::gzip),
                new Sample("log", log, NOT),
                new Sample("journal", file("postgres-removeipc/logs/journal"), NOT),
                new Sample("gzip of a log", gzip(log), NOT),
                new Sample("log, then gzip", log, Samples::gzip),
                new Sample("ipcs -s", table, NOT),
                new Sample("ipcs -s -t", file("apache-and-jvm/ipcs_-s_-t"), NOT),
                new Sample("ipcs -s -c", file("apache-and-jvm/ipcs_-s_-c"), NOT),
                new Sample("ipcs -s -p", file("one-liner/ipcs/ipcs-s-p"), NOT),
                new Sample("ipcs -s -i", file("killed-with-a-lock/ipcs_-s_-i"), NOT),
                new Sample("ipcs -m", file("one-liner/ipcs/ipcs-m"), NOT),
                new Sample("ipcs -l", file("apache-and-jvm/ipcs_-l"), NOT),
                new Sample("ipcs -u", file("apache-and-jvm/ipcs_-u"), NOT),
                new Sample("ipcs, then gzip", table, Samples::gzip),
                new Sample("sysctl -a", file("apache-and-jvm/sysctl_-a"), NOT),
                new Sample("/proc/sysvipc/sem", file("apache-and-jvm/sem"), NOT),
                new Sample("/proc/sysvipc/shm", file("one-liner/sysvipc/shm"), NOT),
                new Sample("ps", PS.getBytes(StandardCharsets.UTF_8), NOT),
                new Sample("JSON of list", file("apache-judged/list.json"), NOT),
                new Sample("JSON of doctor", file("apache-judged/doctor.json"), NOT),
                new Sample("archive of sos", file("sos/sosreport.tar.xz"), NOT),
                new Sample("tar", tar(log), NOT),
                new Sample("tar, then xz", tar(log), Samples::xz),
                new Sample("log, then tar.gz", log, ((Packed) Samples::tar).in(Samples::gzip)),
                new Sample("tar.bz2", bzip2(tar(log)), NOT),
                new Sample("zip", zip(log), NOT),
                new Sample("recording, then zip", recording, Samples::zip));
    }

    private static byte[] file(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(STORY.resolve(name));
        // Some tables of an incident have nothing but their heads, which is something to damage, too.
        return bytes.length == 0 ? new byte[] {'\n'} : bytes;
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return written(content, new GZIPOutputStream(bytes), bytes);
    }

    private static byte[] xz(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return written(content, new XZOutputStream(bytes, new LZMA2Options(0)), bytes);
    }

    private static byte[] bzip2(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return written(content, new BZip2CompressorOutputStream(bytes), bytes);
    }

    private static byte[] written(byte[] content, OutputStream to, ByteArrayOutputStream bytes) throws IOException {
        try (to) {
            to.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (String name : List.of("logs/error.log", "shop.jfr")) {
                out.putNextEntry(new ZipEntry(name));
                out.write(content);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] tar(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes)) {
            for (String name : List.of("sosreport-web1/var/log/syslog", "sosreport-web1/sos_commands/sysvipc/ipcs")) {
                TarArchiveEntry entry = new TarArchiveEntry(name);
                entry.setSize(content.length);
                out.putArchiveEntry(entry);
                out.write(content);
                out.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
