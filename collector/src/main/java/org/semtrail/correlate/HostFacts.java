package org.semtrail.correlate;

import java.time.Instant;
import java.util.List;
import org.semtrail.capture.host.Unseen;

/**
 * All that is known of one host at one time; what rules look at.
 *
 * @param now when it was read
 * @param unseen what could not be seen
 */
public record HostFacts(Instant now, List<Unseen> unseen) {}
