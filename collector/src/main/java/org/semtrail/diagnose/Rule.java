package org.semtrail.diagnose;

import java.util.List;
import org.semtrail.correlate.HostFacts;

/** One kind of trouble that we recognise. Pure: facts in, findings out, an empty list where nothing is wrong. */
public interface Rule {
    List<Finding> check(HostFacts facts);
}
