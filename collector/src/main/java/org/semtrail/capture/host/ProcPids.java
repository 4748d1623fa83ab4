package org.semtrail.capture.host;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The processes that /proc shows, and whether those are all that there are. */
final class ProcPids {
    /** PROC_PID_INIT_INO of include/linux/proc_ns.h: the PID namespace in which every process is visible. */
    private static final String INITIAL_PID_NS = "pid:[4026531836]";

    private ProcPids() {}

    /** Those of our PID namespace. */
    static Reading<Integer> read(HostRoot host) {
        List<Integer> pids = new ArrayList<>();
        List<Unseen> hidden = ProcFs.hidden(host);
        if (!ProcFs.isOurs(host)) {
            return new Reading<>(pids, hidden);
        }
        try {
            for (Path entry : list(host.path("/proc"), "[1-9]*")) {
                pids.add(Integer.parseInt(entry.getFileName().toString()));
            }
        } catch (IOException | NumberFormatException e) {
            return Reading.nothing(Unseen.failed("processes", "/proc: " + e));
        }
        return new Reading<>(pids, hidden);
    }

    /** Reads something of one process. */
    interface Visitor {
        /** @return whether there was anything; a process that exits has no maps and no open files any more */
        boolean visit(int pid) throws IOException;
    }

    /**
     * Looks into every process, also those that come and go meanwhile.
     *
     * @param alone whether the user knows that nobody outside of our PID namespace shares its objects
     * @param what is looked at, for the gap
     * @return what could not be seen; empty where everything was
     */
    static List<Unseen> lookInto(HostRoot host, boolean alone, String what, Visitor visitor) {
        List<Unseen> unseen = new ArrayList<>(hidden(host, alone));
        if (!ProcFs.isOurs(host)) {
            return unseen;
        }
        List<Integer> denied = new ArrayList<>();
        try {
            if (!ProcWalk.all(
                    host, dir -> look(Integer.parseInt(dir.getFileName().toString()), visitor, denied))) {
                unseen.add(Unseen.failed(what, "processes come and go too fast for all of them to be looked at"));
            }
        } catch (IOException e) {
            unseen.add(Unseen.failed("processes", "/proc: " + e));
        }
        if (!denied.isEmpty()) {
            unseen.add(denied(what, denied));
        }
        return unseen;
    }

    private static boolean look(int pid, Visitor visitor, List<Integer> denied) {
        try {
            return visitor.visit(pid);
        } catch (IOException e) {
            return isDenied(e) && denied.add(pid);
        }
    }

    static Unseen denied(String what, List<Integer> pids) {
        return Unseen.denied(
                what + " of " + pids.size() + (pids.size() == 1 ? " process" : " processes"),
                "not permitted (needs CAP_SYS_PTRACE), first PID " + pids.get(0)
                        + ": who holds an object is known only in part; run as root");
    }

    /** Entries of a directory that changes while it is read. */
    static List<Path> list(Path directory, String glob) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, glob)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }

    /** What is hidden, also by our PID namespace, unless the user knows that we are alone with our objects. */
    private static List<Unseen> hidden(HostRoot host, boolean alone) {
        List<Unseen> hidden = ProcFs.hidden(host);
        return alone || !isNested(host) || !hidden.isEmpty()
                ? hidden
                : List.of(Unseen.denied(
                        "processes outside this PID namespace",
                        "any of them may hold an object of this mount namespace; run semtrail on the host to see them,"
                                + " or, where you know that none does, with SEMTRAIL_ALONE=yes"));
    }

    /** Whether there are processes that this PID namespace does not show. */
    static boolean isNested(HostRoot host) {
        return link(host.proc("self/ns/pid"))
                .filter(ns -> !ns.equals(INITIAL_PID_NS))
                .isPresent();
    }

    static Optional<String> link(Path path) {
        try {
            return Optional.of(Files.readSymbolicLink(path).toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The number in {@code ipc:[4026531839]}; null where the link cannot be read. */
    static Long namespace(HostRoot host, String link) {
        return link(host.proc(link))
                .filter(text -> text.matches("[a-z]+:\\[\\d{1,18}]"))
                .map(text -> Long.valueOf(text.substring(text.indexOf('[') + 1, text.length() - 1)))
                .orElse(null);
    }

    /** Whether a process may not be looked into; otherwise it exited while we looked, which is no gap. */
    static boolean isDenied(IOException e) {
        return e instanceof AccessDeniedException
                || String.valueOf(e.getMessage()).contains("not permitted");
    }
}
