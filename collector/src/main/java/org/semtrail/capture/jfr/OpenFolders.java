package org.semtrail.capture.jfr;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.semtrail.capture.jfr.Place.Source;

/** The folders that are held open until all is read, and the recordings in them: few folders and files of each place. */
final class OpenFolders implements Closeable {
    private static final int MAX_FILES = 2_000;
    private static final int MAX_FOLDERS = 8;

    private final RecordingGaps gaps;
    private final List<SafeFolder> open = new ArrayList<>();

    OpenFolders(RecordingGaps gaps) {
        this.gaps = gaps;
    }

    /** Its recordings, and those of the folders below it, for a JVM keeps its chunks in one that it names itself. */
    List<Source> filesOf(SafeFolder folder, int depth) throws IOException {
        List<Source> files = new ArrayList<>();
        List<SafeFolder> folders = new ArrayList<>(List.of(folder));
        filesOf(folder, depth, files, folders);
        if (files.size() == MAX_FILES || folders.size() == MAX_FOLDERS) {
            gaps.failed(
                    folder.path().toString(),
                    folder.path() + " holds more than the " + files.size() + " files in " + folders.size()
                            + " folders that were read");
        }
        return files;
    }

    private void filesOf(SafeFolder folder, int depth, List<Source> files, List<SafeFolder> folders)
            throws IOException {
        for (String name : folder.names(MAX_FILES)) {
            try {
                if (name.endsWith(".jfr") && files.size() < MAX_FILES) {
                    SafeFolder.Entry entry = folder.entry(name);
                    String label = folder.path().resolve(name).toString();
                    files.add(new Source(
                            label, entry.size(), entry.modified().toInstant(), entry.id(), () -> folder.read(entry)));
                } else if (depth > 0 && folders.size() < MAX_FOLDERS && folder.isFolder(name)) {
                    SafeFolder below = keepOpen(folder.child(name));
                    folders.add(below);
                    if (below.owner() == folder.owner()) {
                        filesOf(below, depth - 1, files, folders);
                    }
                }
            } catch (IOException e) {
                gap(folder.path().resolve(name), e);
            }
        }
    }

    synchronized SafeFolder keepOpen(SafeFolder folder) {
        open.add(folder);
        return folder;
    }

    void release(SafeFolder folder) throws IOException {
        synchronized (this) {
            open.remove(folder);
        }
        folder.close();
    }

    /** Tells why something could not be opened; what is gone had expired. */
    void gap(Path path, IOException e) {
        if (e instanceof NoSuchFileException) {
            return;
        }
        String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        String place = String.valueOf(path.getParent());
        if (e instanceof AccessDeniedException) {
            gaps.denied(place, path + ": not permitted");
        } else {
            gaps.failed(place, path + ": " + reason);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        for (SafeFolder folder : open) {
            folder.close();
        }
    }
}
