package org.semtrail.capture.host;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a process lives by its cgroup: systemd unit, container.
 *
 * @param unit the innermost service or scope, such as {@code apache2.service}; null without systemd
 * @param systemUnit the unit of the host's system manager; differs from {@code unit} for units of a user's own manager
 *     and of a container's
 * @param container id or name of the container; null outside of one
 */
public record CgroupHome(String unit, String systemUnit, String container) {
    public static final CgroupHome UNKNOWN = new CgroupHome(null, null, null);

    private static final Pattern UNIT = Pattern.compile("/([^/]+\\.(?:service|scope))(?=/|$)");
    /** Docker, containerd, CRI-O and Podman write 64 hex digits; LXC and systemd-nspawn write names. */
    private static final Pattern HEX_ID = Pattern.compile("(?:^|[/:-])([0-9a-f]{64})(?:\\.scope)?(?=/|$)");

    private static final Pattern NAMED =
            Pattern.compile("/(?:lxc/|lxc\\.payload[./]|machine\\.slice/machine-)([^/]+?)(?:\\.scope)?(?=/|$)");

    /** From the text of /proc/PID/cgroup: version 2, or the line of systemd's own hierarchy (cgroups(7)). */
    public static CgroupHome parse(String file) {
        String best = null;
        for (String line : file.split("\n")) {
            String[] fields = line.split(":", 3);
            if (fields.length == 3 && (fields[1].equals("name=systemd") || fields[1].isEmpty())) {
                best = best == null || best.length() < fields[2].length() ? fields[2] : best;
            } else if (fields.length == 3
                    && best == null
                    && HEX_ID.matcher(fields[2]).find()) {
                best = fields[2];
            }
        }
        return best == null ? UNKNOWN : ofPath(best);
    }

    private static CgroupHome ofPath(String path) {
        Matcher hex = HEX_ID.matcher(path);
        Matcher named = NAMED.matcher(path);
        Matcher inside = hex.find() ? hex : named.find() ? named : null;
        // Below a container without a scope of its own, all units are of the container's systemd.
        int ofHost = inside == null ? path.length() : inside.end(1);
        String first = null;
        String last = null;
        for (Matcher unit = UNIT.matcher(path); unit.find(); ) {
            first = last == null && unit.start() < ofHost ? unit.group(1) : first;
            last = unit.group(1);
        }
        return new CgroupHome(last, first, inside == null ? null : inside.group(1));
    }
}
