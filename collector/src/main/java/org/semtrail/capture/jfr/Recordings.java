package org.semtrail.capture.jfr;

import java.util.List;
import org.semtrail.capture.host.Unseen;

/** What all JVMs recorded, and what of it could not be read. */
public record Recordings(List<JvmRecording> jvms, List<Unseen> unseen) {
    public static final Recordings NONE = new Recordings(List.of(), List.of());

    public Recordings {
        jvms = List.copyOf(jvms);
        unseen = List.copyOf(unseen);
    }
}
