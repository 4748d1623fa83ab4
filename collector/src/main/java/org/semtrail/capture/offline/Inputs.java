package org.semtrail.capture.offline;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.semtrail.capture.host.Amount;
import org.semtrail.capture.host.Unseen;

/** The files of what was given: files themselves, and the regular files in folders, without following links. */
public final class Inputs {
    private static final int MAX_FILES = 20_000;
    private static final int DEEPEST = 16;
    private static final int FEW = 20;
    private static final String NO_FILE = "a link, pipe, socket or device: no file to be read";

    private final List<Path> files = new ArrayList<>();
    private final List<Unseen> unseen = new ArrayList<>();

    /** @throws IOException where one that was given is not there or may not be read at all */
    public static Inputs of(List<Path> given) throws IOException {
        Inputs inputs = new Inputs();
        for (Path path : given) {
            if (Files.isDirectory(path)) {
                inputs.folder(path);
            } else if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("there is no file or folder " + path);
            } else if (!Files.isReadable(path)) {
                throw new IOException(path + " may not be read by this user; try it with sudo");
            } else if (Files.isRegularFile(path)) {
                inputs.files.add(path);
            } else {
                inputs.unseen.add(Unseen.failed(path.toString(), NO_FILE));
            }
        }
        return inputs;
    }

    public List<Path> files() {
        return List.copyOf(files);
    }

    public List<Unseen> unseen() {
        return List.copyOf(unseen);
    }

    private void folder(Path folder) throws IOException {
        // Its name may be another by now.
        String prefix = Files.isDirectory(folder.resolve("sos_commands")) ? "sosreport-/" : "";
        int[] passedBy = {0};
        List<Path> noFiles = new ArrayList<>();
        Files.walkFileTree(folder, java.util.Set.of(), DEEPEST, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (files.size() >= MAX_FILES) {
                    unseen.add(Unseen.failed(folder.toString(), "it holds more than " + MAX_FILES + " files"));
                    return FileVisitResult.TERMINATE;
                }
                if (attributes.isRegularFile() && SosPath.tells(prefix + folder.relativize(file))) {
                    files.add(file);
                } else if (attributes.isRegularFile()) {
                    passedBy[0]++;
                } else if (SosPath.tells(prefix + folder.relativize(file))) {
                    noFiles.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                unseen.add(Unseen.denied(file.toString(), "" + e.getMessage()));
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        noFiles.stream().limit(FEW).forEach(f -> unseen.add(Unseen.absent(f.toString(), NO_FILE)));
        if (passedBy[0] > 0) {
            unseen.add(Unseen.absent(
                    folder.toString(), "of no kind that tells of semaphores: " + Amount.of(passedBy[0], "file")));
        }
    }
}
