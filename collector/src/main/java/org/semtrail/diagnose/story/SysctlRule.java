package org.semtrail.diagnose.story;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import org.semtrail.capture.host.HostConfig;
import org.semtrail.capture.host.IpcLimits;
import org.semtrail.capture.host.IpcLimits.Limit;
import org.semtrail.capture.host.IpcNamespace;
import org.semtrail.capture.host.IpcSysctl;
import org.semtrail.correlate.HostFacts.NamespaceFacts;
import org.semtrail.correlate.story.Story;
import org.semtrail.diagnose.Finding;
import org.semtrail.diagnose.Finding.Severity;
import org.semtrail.diagnose.Present;
import org.semtrail.diagnose.SysctlLinesRule;

/** What doctor's rule about kernel.sem says of the limits and files that the evidence tells: a wrong order, too low a line. */
final class SysctlRule implements StoryRule {
    @Override
    public List<StoryFinding> check(Story story) {
        List<Finding> all = of(story);
        // A file that explains what runs is what to mend.
        boolean ofFile =
                all.stream().anyMatch(f -> f.id().equals("sysctl-wrong-order") && f.severity() != Severity.NOTE);
        return all.stream()
                .filter(f -> !ofFile || !f.id().equals("running-sem-wrong-order"))
                .map(DoctorsWord::of)
                .toList();
    }

    /**
     * How the fields of the limits that ran got into a wrong order, where one of them became lower than it was meant; null
     * where not.
     */
    static String loweredBy(Story story, SemRoom.Limit limit) {
        Present present = new Present(namespace(story).limits(), true, false, story.kernel());
        IpcSysctl.Field field = IpcSysctl.SEM.fields.stream()
                .filter(f -> f.name().equalsIgnoreCase(limit.name()))
                .findFirst()
                .orElseThrow();
        boolean lowered = limit.most() != null
                && present.meant(field).orElseThrow().compareTo(BigInteger.valueOf(limit.most())) > 0;
        return lowered ? present.wrongOrder().orElse(null) : null;
    }

    private static List<Finding> of(Story story) {
        HostConfig unknown = HostConfig.UNKNOWN;
        HostConfig config = new HostConfig(
                story.settings(),
                story.kernel(),
                unknown.logind(),
                unknown.atLogout(),
                unknown.devShm(),
                unknown.sysUidMax(),
                unknown.unseen());
        return SysctlLinesRule.check(config, List.of(namespace(story)));
    }

    /** The files are those of a host, and the limits of its own namespace, as far as is told. */
    private static NamespaceFacts namespace(Story story) {
        List<Limit> limits = List.of(IpcSysctl.values()).stream()
                .flatMap(sysctl -> sysctl.fields.stream())
                .map(f -> new Limit(
                        f.name(),
                        f.kind(),
                        f.help(),
                        story.limits().get(f.name()),
                        story.used().get(f.name())))
                .toList();
        IpcNamespace own = new IpcNamespace(IpcNamespace.INITIAL, true, List.of(), Set.of(), Set.of(), null);
        return new NamespaceFacts(own, List.of(), new IpcLimits(limits));
    }
}
