package org.semtrail.capture.offline;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.semtrail.capture.host.Amount;
import org.semtrail.capture.host.Unseen;

/**
 * Unpacks an archive, or one packed file, that anybody may have made. Names in it are never used as paths, links and devices
 * are left, and there is an end to how much it may unpack to.
 */
public final class Archive {
    private static final int MAX_ENTRIES = 200_000;
    private static final int MAX_KEPT = 2_000;
    private static final int HEAD = 1 << 16;
    private static final int FEW = 20;
    private static final int XZ_MEMORY_KIB = 128 << 10;
    private static final int TAR_MAGIC_AT = 257;

    private final Path folder;
    private final Bounds bounds;
    private final List<Member> members = new ArrayList<>();
    private final List<Unseen> unseen = new ArrayList<>();
    private final Map<String, Map<String, String>> zones = new HashMap<>();
    private long unpacked;
    private int passedBy;
    private int entries;
    private int strange;

    /**
     * How much is unpacked.
     *
     * @param each bytes of one file
     * @param all bytes of all together, also of those that are passed by
     */
    public record Bounds(long each, long all) {
        public static final Bounds USUAL = new Bounds(1L << 30, 4L << 30);

        /** As much, and no more than is left of what may be unpacked. */
        public Bounds within(long left) {
            return new Bounds(Math.min(each, left), Math.min(all, left));
        }
    }

    /** @param name as the archive has it; {@code file} is where it was unpacked to */
    public record Member(String name, Path file) {}

    private Archive(Path folder, Bounds bounds) {
        this.folder = folder;
        this.bounds = bounds;
    }

    /** @param folder where members are unpacked to, under names of ours */
    public static Archive read(Path file, Path folder, Bounds bounds) {
        Archive archive = new Archive(folder, bounds);
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                InputStream plain = new BufferedInputStream(unpack(raw), 1 << 16)) {
            archive.read(file, plain);
        } catch (IOException | RuntimeException | OutOfMemoryError damaged) {
            archive.unseen.add(Unseen.failed(file.toString(), "damaged or cut short: " + damaged.getMessage()));
        }
        if (archive.strange > FEW) {
            archive.unseen.add(
                    Unseen.absent(file.toString(), (archive.strange - FEW) + " more are no text that is known here"));
        }
        if (archive.passedBy > 0) {
            archive.unseen.add(Unseen.absent(
                    file.toString(), "of no kind that tells of semaphores: " + Amount.of(archive.passedBy, "file")));
        }
        return archive;
    }

    public List<Member> members() {
        return List.copyOf(members);
    }

    /** How many bytes were unpacked, also of what was passed by. */
    public long unpacked() {
        return unpacked;
    }

    /** What its links of localtime tell, by their names. */
    public Map<String, Map<String, String>> zones() {
        return Map.copyOf(zones);
    }

    /** What of it was not read, and why. */
    public List<Unseen> unseen() {
        return List.copyOf(unseen);
    }

    private static InputStream unpack(InputStream in) throws IOException {
        in.mark(8);
        byte[] head = in.readNBytes(6);
        in.reset();
        if (head.length > 2 && head[0] == 0x1f && head[1] == (byte) 0x8b) {
            return new GZIPInputStream(in, 1 << 16);
        }
        if (head.length > 5 && head[0] == (byte) 0xfd && head[1] == '7') {
            return XZCompressorInputStream.builder()
                    .setInputStream(in)
                    .setDecompressConcatenated(true)
                    .setMemoryLimitKiB(XZ_MEMORY_KIB)
                    .get();
        }
        if (head.length > 2 && head[0] == 'B' && head[1] == 'Z') {
            return new BZip2CompressorInputStream(in, true);
        }
        return in;
    }

    private void read(Path file, InputStream in) throws IOException {
        in.mark(1 << 10);
        byte[] head = in.readNBytes(TAR_MAGIC_AT + 6);
        in.reset();
        if (head.length > 1 && head[0] == 'P' && head[1] == 'K') {
            readZip(in);
            return;
        }
        if (!InputKind.isTar(head)) {
            keep(
                    file.getFileName().toString(),
                    FileTime.from(Files.getLastModifiedTime(file).toInstant()),
                    in);
            return;
        }
        TarArchiveInputStream tar = new TarArchiveInputStream(in);
        for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
            oneMore();
            if (e.isSymbolicLink() && SosPath.isLocaltime(e.getName())) {
                zones.put(e.getName(), HostText.localtime(e.getLinkName()));
            }
            if (e.isFile() && !e.isLink() && !e.isSymbolicLink()) {
                if (SosPath.tells(e.getName())) {
                    keep(e.getName(), FileTime.from(e.getLastModifiedTime().toInstant()), tar);
                } else {
                    passedBy++;
                    count(e.getSize());
                }
            }
        }
    }

    /** Entry by entry as they come: the list at its end, which tells of links, is the archive's own word. */
    private void readZip(InputStream in) throws IOException {
        // Names without the flag for UTF-8 are of any code page, so that each byte has to stand for something.
        ZipInputStream zip = new ZipInputStream(in, StandardCharsets.ISO_8859_1);
        for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
            oneMore();
            if (e.isDirectory()) {
                continue;
            }
            if (SosPath.tells(e.getName())) {
                keep(
                        e.getName(),
                        e.getLastModifiedTime() == null ? FileTime.fromMillis(0) : e.getLastModifiedTime(),
                        zip);
            } else {
                passedBy++;
                skip(zip);
            }
        }
    }

    private void skip(InputStream in) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            count(n);
        }
    }

    private void oneMore() throws IOException {
        if (++entries > MAX_ENTRIES || members.size() >= MAX_KEPT) {
            throw new IOException(
                    entries > MAX_ENTRIES
                            ? "it holds more than " + MAX_ENTRIES + " files; the others were not read"
                            : "more than " + MAX_KEPT + " of its files may tell; the others were not read");
        }
    }

    private void keep(String name, FileTime modified, InputStream in) throws IOException {
        byte[] head = in.readNBytes(HEAD);
        count(head.length);
        if (InputKind.of(head) == InputKind.BINARY) {
            if (strange++ < FEW) {
                unseen.add(Unseen.absent(name, Foreign.why(head)));
            }
            skip(in);
            return;
        }
        Path to = folder.resolve("member-" + members.size() + (name.endsWith(".jfr") ? ".jfr" : ""));
        members.add(new Member(name, to));
        try (OutputStream out = Files.newOutputStream(to)) {
            byte[] buffer = new byte[1 << 16];
            long size = head.length;
            out.write(head, 0, (int) Math.min(size, bounds.each()));
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                size += n;
                count(n);
                if (size > bounds.each()) {
                    unseen.add(Unseen.failed(name, "only its first " + bounds.each() + " bytes were read"));
                    break;
                }
                out.write(buffer, 0, n);
            }
        } finally {
            Files.setLastModifiedTime(to, modified);
        }
    }

    private void count(long bytes) throws IOException {
        unpacked += Math.max(0, bytes);
        if (unpacked > bounds.all()) {
            throw new IOException("it unpacks to more than " + bounds.all() + " bytes");
        }
    }
}
