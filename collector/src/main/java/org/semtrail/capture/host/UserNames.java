package org.semtrail.capture.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Names of user and group ids from /etc/passwd and /etc/group. Directory services are not asked: a lookup must not
 * hang on a host in trouble. An id without a name is shown as its number.
 */
public final class UserNames {
    private final Map<Long, String> users;
    private final Map<Long, String> groups;

    private UserNames(Map<Long, String> users, Map<Long, String> groups) {
        this.users = users;
        this.groups = groups;
    }

    public static UserNames read(HostRoot host) {
        return new UserNames(ids(host.path("/etc/passwd")), ids(host.path("/etc/group")));
    }

    public String user(long uid) {
        return users.getOrDefault(uid, Long.toString(uid));
    }

    public String group(long gid) {
        return groups.getOrDefault(gid, Long.toString(gid));
    }

    /** The uid of a name or of a number in text; empty where this host knows no such user. */
    public OptionalLong uid(String nameOrNumber) {
        if (nameOrNumber.matches("\\d{1,10}")) {
            return OptionalLong.of(Long.parseLong(nameOrNumber));
        }
        return users.entrySet().stream()
                .filter(e -> e.getValue().equals(nameOrNumber))
                .mapToLong(Map.Entry::getKey)
                .findFirst();
    }

    /** passwd(5) and group(5): name:password:id:… ; the first name of an id wins. */
    private static Map<Long, String> ids(Path file) {
        Map<Long, String> names = new HashMap<>();
        try {
            for (String line :
                    Files.readString(file, StandardCharsets.ISO_8859_1).split("\n")) {
                String[] fields = line.split(":", 4);
                if (fields.length >= 3 && fields[2].matches("\\d{1,10}")) {
                    names.putIfAbsent(Long.parseLong(fields[2]), fields[0]);
                }
            }
        } catch (IOException absent) {
            // A host without the file still has ids: they are shown as numbers.
            return names;
        }
        return names;
    }
}
