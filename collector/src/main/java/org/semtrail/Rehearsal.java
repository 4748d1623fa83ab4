package org.semtrail;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.semtrail.app.Cli;
import org.semtrail.app.Console;
import org.semtrail.app.Context;

/**
 * Walks through the common commands without output and without changing anything, so that the launcher can keep what
 * a start-up costs: the classes they load (a class-data archive, written by the JVM when this ends) and the native
 * library of jnr-ffi, which is otherwise unpacked into the temporary folder at each start.
 */
final class Rehearsal {
    private static final List<String[]> COMMANDS = List.of(
            new String[] {"--help"},
            new String[] {"limits"},
            new String[] {"explain", "ENOSPC"},
            new String[] {"doctor"},
            new String[] {"doctor", "--json"},
            new String[] {"facts", "--json"},
            new String[] {"show", "0"},
            new String[] {"list", "--json"},
            new String[] {"list"});

    private Rehearsal() {}

    /** Takes the folder that gets the native library. */
    public static void main(String[] args) throws IOException {
        unpackNativeLibrary(Path.of(args[0]));
        Context live = Context.ofProcess();
        Console silent =
                new Console(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()), false, false);
        Context context = new Context(silent, live.host(), live.kernel(), live.clock(), live.env());
        for (String[] command : COMMANDS) {
            Cli.run(new Main(), Main.commands(context), silent, command);
        }
    }

    private static void unpackNativeLibrary(Path folder) throws IOException {
        String name = System.mapLibraryName("jffi-1.2");
        String processor = System.getProperty("os.arch").replace("amd64", "x86_64");
        Path library = folder.resolve(name);
        try (InputStream packed = Rehearsal.class.getResourceAsStream("/jni/" + processor + "-Linux/" + name)) {
            if (packed == null) {
                return;
            }
            Files.copy(packed, library);
        }
        try {
            System.load(library.toAbsolutePath().toString());
            System.setProperty("jffi.boot.library.path", folder.toAbsolutePath().toString());
        } catch (UnsatisfiedLinkError e) {
            // A folder mounted noexec: jnr-ffi finds another place itself.
            Files.delete(library);
        }
    }
}
