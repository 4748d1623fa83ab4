package org.semtrail.capture.offline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.semtrail.capture.host.Amount;
import org.semtrail.capture.host.Unseen;

/** The files of what was given: files, what pipes say, and the regular files in folders, without following links in them. */
public final class Inputs {
    private static final int MAX_FILES = 20_000;
    private static final int DEEPEST = 16;
    private static final int FEW = 20;
    private static final int FORMAT = 0170000;
    private static final int PIPE = 0010000;
    private static final String NO_FILE = "a link, pipe, socket or device: no file to be read";

    private final Path scratch;
    private final InputStream stdin;
    private final List<Input> files = new ArrayList<>();
    private final List<Unseen> unseen = new ArrayList<>();
    private final Map<String, Map<String, String>> zones = new HashMap<>();
    private int refused;

    /**
     * One file.
     *
     * @param name as it was given
     * @param flaw what of it is not in the file, and why; null for nothing
     */
    public record Input(Path file, String name, String flaw) {
        Input(Path file) {
            this(file, file.toString(), null);
        }
    }

    private Inputs(Path scratch, InputStream stdin) {
        this.scratch = scratch;
        this.stdin = stdin;
    }

    /**
     * @param given files, folders and pipes; - is stdin
     * @param scratch where what pipes say is kept
     * @throws IOException where one that was given is not there, with a message for people
     */
    public static Inputs of(List<Path> given, Path scratch, InputStream stdin) throws IOException {
        if (given.stream().filter(Inputs::isStdin).count() > 1) {
            throw new IOException("stdin can be read once: give - once");
        }
        Inputs inputs = new Inputs(scratch, stdin);
        for (Path path : given) {
            if (isStdin(path)) {
                inputs.keep(() -> stdin, "stdin");
            } else {
                inputs.add(path);
            }
        }
        return inputs;
    }

    public static boolean isStdin(Path given) {
        return given.toString().equals("-");
    }

    public List<Input> files() {
        return List.copyOf(files);
    }

    public List<Unseen> unseen() {
        List<Unseen> all = new ArrayList<>(unseen);
        if (refused > FEW) {
            all.add(Unseen.denied("files and folders", Amount.of(refused - FEW, "more") + " could not be read"));
        }
        return all;
    }

    private void add(Path path) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(
                        "there is no file or folder " + path
                                + (path.startsWith("/dev/fd") ? ": sudo closes such pipes; give - and pipe to it" : ""),
                        e);
            }
            files.add(new Input(path));
            return;
        } catch (IOException e) {
            // Why it cannot be read is told where that is tried.
            files.add(new Input(path));
            return;
        }
        if (attributes.isDirectory()) {
            folder(path);
        } else if (attributes.isRegularFile()) {
            files.add(new Input(path));
        } else if (isPipe(path)) {
            keep(() -> Files.newInputStream(path), path.toString());
        } else {
            refused(path, "a socket or device: no file to be read");
        }
    }

    private static boolean isPipe(Path path) throws IOException {
        return ((int) Files.getAttribute(path, "unix:mode") & FORMAT) == PIPE;
    }

    private void keep(Spool.Opening pipe, String name) throws IOException {
        Path file = Files.createTempFile(scratch, "pipe-", "");
        String flaw = Spool.keep(pipe, file, Spool.Bounds.USUAL);
        files.add(new Input(file, name, flaw));
    }

    /** Where it leads to is a name; what is there is of this host. */
    private void localtime(Path link) {
        try {
            zones.put(
                    link.toString(),
                    HostText.localtime(Files.readSymbolicLink(link).toString()));
        } catch (IOException e) {
            refused(link, Reason.of(e));
        }
    }

    /** What the links of localtime in folders tell, by their names. */
    public Map<String, Map<String, String>> zones() {
        return Map.copyOf(zones);
    }

    private void refused(Path path, String why) {
        if (refused++ < FEW) {
            unseen.add(Unseen.denied(path.toString(), why));
        }
    }

    private void folder(Path folder) throws IOException {
        // Its name may be another by now.
        String prefix = Files.isDirectory(folder.resolve("sos_commands")) ? "sosreport-/" : "";
        int[] passedBy = {0};
        List<Path> found = new ArrayList<>();
        List<Path> noFiles = new ArrayList<>();
        Files.walkFileTree(folder, Set.of(), DEEPEST, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (files.size() + found.size() >= MAX_FILES) {
                    unseen.add(Unseen.failed(folder.toString(), "it holds more than " + MAX_FILES + " files"));
                    return FileVisitResult.TERMINATE;
                }
                if (attributes.isSymbolicLink() && SosPath.isLocaltime(file.toString())) {
                    localtime(file);
                } else if (attributes.isRegularFile() && SosPath.tells(prefix + folder.relativize(file))) {
                    found.add(file);
                } else if (attributes.isRegularFile()) {
                    passedBy[0]++;
                } else if (SosPath.tells(prefix + folder.relativize(file))) {
                    noFiles.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                refused(file, Reason.of(e));
                return FileVisitResult.CONTINUE;
            }
        });
        found.stream().sorted(Comparator.naturalOrder()).map(Input::new).forEach(files::add);
        noFiles.stream().limit(FEW).forEach(f -> unseen.add(Unseen.absent(f.toString(), NO_FILE)));
        if (noFiles.size() > FEW) {
            unseen.add(Unseen.absent(
                    folder.toString(), "links, pipes, sockets and devices: " + (noFiles.size() - FEW) + " more"));
        }
        if (passedBy[0] > 0) {
            unseen.add(Unseen.absent(
                    folder.toString(), "of no kind that tells of semaphores: " + Amount.of(passedBy[0], "file")));
        }
    }
}
