package org.semtrail.capture.offline;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file could not be read or written, in words: the exceptions of files often say nothing but its name. */
public final class Reason {
    private Reason() {}

    public static String of(Throwable e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file or folder (ENOENT)";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied (EACCES); try it with sudo";
        }
        if (e instanceof NotDirectoryException) {
            return "a part of its path is no folder (ENOTDIR)";
        }
        if (e instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        String said = e.getMessage();
        return said == null || said.isBlank()
                ? e.getClass().getSimpleName()
                : e instanceof IOException ? said : e.getClass().getSimpleName() + ": " + said;
    }
}
