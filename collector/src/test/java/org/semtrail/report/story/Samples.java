package org.semtrail.report.story;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** One whole piece of evidence of each kind, to be damaged before or after it is packed. */
final class Samples {
    private static final Path STORY = Path.of("src/test/resources/story");

    /** What it is packed in. */
    @FunctionalInterface
    interface Packed {
        byte[] of(byte[] content) throws IOException;
    }

    /**
     * One kind of input.
     *
     * @param good what is damaged
     * @param packed what happens to it after that
     */
    record Sample(String kind, byte[] good, Packed packed) {
        Sample inside(String kind, Packed packed) {
            return new Sample(kind, good, packed);
        }

        Sample whole(String kind, Packed packed) throws IOException {
            return new Sample(kind, packed.of(good), plain -> plain);
        }
    }

    private static final String LIST = """
            {"schema":"semtrail.list/1","at":"2026-11-24T10:00:00Z","ipc_ns":7,"sets":[
            {"semid":3,"key":0,"mode":384,"uid":33,"cuid":0,"nsems":2,"otime":null,"ctime":"2026-11-24T09:00:00Z",
            "ipc_ns":7,"waiting":1,"value":[1,0],"sempid":[9,0],"ncount":[0,1],"zcount":[0,0]},
            {"semid":4,"key":7,"mode":384,"uid":33,"cuid":33,"nsems":1,"otime":"2026-11-24T09:10:00Z",
            "ctime":"2026-11-24T09:00:00Z","ipc_ns":7,"waiting":0,"value":[1],"sempid":[9],"ncount":[0],"zcount":[0]}]}
            """;
    private static final String DOCTOR = """
            {"schema":"semtrail.doctor/1","at":"2026-11-24T10:00:00Z","namespaces":[{"own":true,"ipc_ns":7,
            "limits":{"semmni":{"limit":128,"used":127},"semmns":{"limit":32000,"used":127}}}]}
            """;

    private Samples() {}

    static List<Sample> all() throws IOException {
        Sample recording = plain("recording", "apache-and-jvm/shop.jfr");
        Sample open = plain("recording of a killed JVM", "killed-with-a-lock/holder.jfr");
        Sample log = plain("log", "apache-and-jvm/error.log");
        Sample table = plain("ipcs -s", "apache-and-jvm/ipcs_-s");
        Sample sos = plain("archive of sos", "sos/sosreport.tar.xz");
        return List.of(
                recording,
                open,
                recording.inside("recording in gzip", Samples::gzip),
                log,
                log.whole("log in gzip", Samples::gzip),
                log.inside("log, damaged before gzip", Samples::gzip),
                table,
                plain("ipcs -s -t", "apache-and-jvm/ipcs_-s_-t"),
                plain("ipcs -s -c", "apache-and-jvm/ipcs_-s_-c"),
                plain("ipcs -s -i", "killed-with-a-lock/ipcs_-s_-i"),
                plain("ipcs -l", "apache-and-jvm/ipcs_-l"),
                plain("ipcs -u", "apache-and-jvm/ipcs_-u"),
                table.inside("ipcs in gzip", Samples::gzip),
                plain("sysctl -a", "apache-and-jvm/sysctl_-a"),
                plain("/proc/sysvipc/sem", "apache-and-jvm/sem"),
                text("JSON of list", LIST),
                text("JSON of doctor", DOCTOR),
                sos,
                log.whole("tar", Samples::tar),
                log.inside("tar.gz, damaged before", content -> gzip(tar(content))),
                log.whole("tar in xz, damaged before", Samples::tar).inside("tar in xz, damaged before", Samples::xz));
    }

    private static Sample plain(String kind, String file) throws IOException {
        return new Sample(kind, Files.readAllBytes(STORY.resolve(file)), content -> content);
    }

    private static Sample text(String kind, String text) {
        return new Sample(kind, text.getBytes(StandardCharsets.UTF_8), content -> content);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] xz(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new XZOutputStream(bytes, new LZMA2Options(0))) {
            out.write(content);
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
