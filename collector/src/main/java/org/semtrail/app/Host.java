package org.semtrail.app;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.semtrail.capture.host.HostConfig;
import org.semtrail.capture.host.HostReader;
import org.semtrail.capture.host.Look;
import org.semtrail.capture.host.SystemdUnits;
import org.semtrail.capture.host.SysvSem;
import org.semtrail.capture.host.UserNames;
import org.semtrail.correlate.HostFacts;
import org.semtrail.correlate.HostJudge;
import org.semtrail.correlate.KnownSoftware.Hints;
import org.semtrail.correlate.ObjectJudge;

/** Wires a look at the host together: readers, systemd, names, judge. */
final class Host {
    /** Where IBM and OpenJ9 JVMs keep the control files of their semaphores. */
    private static final List<String> OPENJ9_FILES = List.of("/tmp/javasharedresources", "/tmp/.com_ibm_tools_attach");

    private final Context context;
    private final UserNames names;
    private final JvmTrails trails;

    Host(Context context, RecordingOptions recordings) {
        this.context = context;
        this.names = context.names();
        this.trails = new JvmTrails(context, recordings);
    }

    HostReader reader() {
        return new HostReader(context.kernel(), context.host(), context.clock(), context.alone());
    }

    HostFacts facts() {
        return facts(List.of());
    }

    /** Facts as if sets that we removed ourselves were still there. */
    HostFacts facts(Collection<SysvSem> removed) {
        return trails.addTo(new HostJudge(reader(), new SystemdUnits(context.host()), names, hints()).judge(removed));
    }

    /** Facts for rules: also how the host is set up. */
    HostFacts diagnosable() {
        return facts().with(HostConfig.read(context.host(), context.kernel().get()));
    }

    /** For the tables other than semaphores. */
    ObjectJudge objects() {
        return new ObjectJudge(
                reader(),
                () -> new Look(context.host(), context.kernel(), context.alone()),
                new SystemdUnits(context.host()),
                names);
    }

    UserNames names() {
        return names;
    }

    private Hints hints() {
        Set<Long> owners = new HashSet<>();
        OPENJ9_FILES.forEach(dir -> addOwners(context.host().path(dir), owners));
        return new Hints(names.uid("mqm").orElse(-1), owners);
    }

    private static void addOwners(Path dir, Set<Long> owners) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(dir)) {
            for (Path file : files) {
                owners.add(((Number) Files.getAttribute(file, "unix:uid", java.nio.file.LinkOption.NOFOLLOW_LINKS))
                        .longValue());
            }
        } catch (IOException | DirectoryIteratorException absent) {
            // No such folder: no such JVM.
            return;
        }
    }
}
