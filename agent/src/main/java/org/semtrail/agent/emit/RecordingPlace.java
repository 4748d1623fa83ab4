package org.semtrail.agent.emit;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Chooses the directory of this JVM's recordings: below /var/lib/semtrail/jvm, where every user may make directories and
 * nobody may look into those of others (mode 1733), or else below a directory of this user in /tmp.
 */
final class RecordingPlace {
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> PUBLIC =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
    private static final int MODE_BITS = 07777;
    private static final int WRITABLE_BY_OTHERS = 022;
    /** Everybody makes entries, only their owners remove them, nobody but root lists them. */
    private static final int DROP_BOX = 01733;

    private final Path usual;
    private final Path temporary;
    private final Path given;
    private final int uid;

    /** @param given the parent that an option names, or null */
    RecordingPlace(Path root, String given) throws IOException {
        this.usual = root.resolve("var/lib/semtrail/jvm");
        this.uid = (Integer) Files.getAttribute(Paths.get("/proc/self"), "unix:uid");
        this.temporary = root.resolve("tmp/semtrail-" + uid);
        this.given = given == null ? null : Paths.get(given);
    }

    /** Makes the directory; tells of every place that did not do if none does. */
    Path make(String name) throws IOException {
        StringBuilder reasons = new StringBuilder();
        for (Path parent : parents()) {
            try {
                prepare(parent);
                return own(parent.resolve(name));
            } catch (IOException e) {
                reasons.append(reasons.length() == 0 ? "" : "; ").append(e);
            }
        }
        throw new IOException(reasons.toString());
    }

    private List<Path> parents() {
        return given != null ? Collections.singletonList(given) : Arrays.asList(usual, temporary.resolve("jvm"));
    }

    private void prepare(Path parent) throws IOException {
        if (parent.equals(given)) {
            Files.createDirectories(parent, PRIVATE);
        } else if (parent.equals(usual)) {
            makeDropBox();
        } else {
            own(temporary);
            own(parent);
        }
    }

    private void makeDropBox() throws IOException {
        if (!Files.isDirectory(usual) && uid == 0) {
            Files.createDirectories(usual.getParent(), PUBLIC);
            Files.createDirectories(usual, PRIVATE);
            Files.setAttribute(usual, "unix:mode", DROP_BOX);
        }
    }

    /** A directory that is this user's and that no other can write to; not a link that somebody laid there. */
    private Path own(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, PRIVATE);
        } catch (FileAlreadyExistsException e) {
            boolean isOurs = Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                    && (Integer) Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS) == uid
                    && (mode(directory) & WRITABLE_BY_OTHERS) == 0;
            if (!isOurs) {
                throw new IOException(directory + " is not a directory of this user alone", e);
            }
        }
        return directory;
    }

    private static int mode(Path directory) throws IOException {
        return (Integer) Files.getAttribute(directory, "unix:mode", LinkOption.NOFOLLOW_LINKS) & MODE_BITS;
    }
}
