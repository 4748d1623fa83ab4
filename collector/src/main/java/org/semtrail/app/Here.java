package org.semtrail.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.semtrail.capture.host.IpcLimits;
import org.semtrail.capture.host.IpcLimitsReader;
import org.semtrail.capture.host.OwnIpcNamespace;
import org.semtrail.capture.host.Reading;
import org.semtrail.capture.host.Unseen;
import org.semtrail.report.Json;
import org.semtrail.report.Text;

/**
 * The IPC namespace that a limits command runs in.
 *
 * @param limits its limits and their use
 * @param namespace which one it is; empty where that cannot be read
 * @param unseen what could not be seen
 */
record Here(IpcLimits limits, Optional<OwnIpcNamespace> namespace, List<Unseen> unseen) {
    static Here read(Context context) {
        IpcLimitsReader.Result read =
                IpcLimitsReader.read(context.host(), context.kernel().get());
        Reading<OwnIpcNamespace> namespace = OwnIpcNamespace.read(context.host());
        List<Unseen> unseen = new ArrayList<>(read.unseen());
        unseen.addAll(namespace.unseen());
        context.kernel().failure().ifPresent(unseen::add);
        if (read.limits().rows().stream().allMatch(l -> l.limit() == null)) {
            throw Stop.cannotSee("no IPC limit can be read here: " + words(unseen.get(0)));
        }
        return new Here(read.limits(), namespace.rows().stream().findFirst(), unseen);
    }

    /** Not known counts as initial: to warn without reason would be worse. */
    boolean isInitial() {
        return namespace.map(OwnIpcNamespace::isInitial).orElse(true);
    }

    void putNamespace(ObjectNode document) {
        Json.put(document, "ipc_ns", namespace.map(OwnIpcNamespace::inode).orElse(null));
        Json.put(
                document,
                "ipc_ns_initial",
                namespace.map(OwnIpcNamespace::isInitial).orElse(null));
    }

    void tellUnseen(Console console) {
        console.out().flush();
        unseen.forEach(u -> console.err().println("not seen: " + words(u)));
    }

    static String words(Unseen unseen) {
        return Text.safe(unseen.what() + ": " + unseen.why());
    }
}
