package org.semtrail.diagnose.story;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the ipcrm(1) commands of one line may have removed: by what is written there a command for shared memory, or for
 * another id, is not the remover of a set. What a shell or xargs fills in may be any.
 */
final class IpcrmLine {
    private static final Pattern COMMAND = Pattern.compile("\\bipcrm\\b([^;|&)\\n]*)");
    private static final Pattern ID = Pattern.compile("\\d{1,10}");

    private IpcrmLine() {}

    /** @param semid of the set; null where not known */
    static boolean mayRemove(String line, Integer semid) {
        // Cut, so that more may have followed.
        if (line.endsWith("…")) {
            return true;
        }
        Matcher command = COMMAND.matcher(line);
        while (command.find()) {
            List<String> words = Arrays.stream(command.group(1).trim().split("\\s+"))
                    .filter(w -> !w.isEmpty())
                    .toList();
            if (mayRemove(words, semid)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayRemove(List<String> words, Integer semid) {
        // "xargs -n 1 ipcrm -s", "ipcrm": what follows comes from elsewhere.
        if (words.isEmpty()) {
            return true;
        }
        if (!words.get(0).startsWith("-")) {
            return mayRemoveOld(words, semid);
        }
        for (int i = 0; i < words.size(); i++) {
            String next = i + 1 < words.size() ? words.get(i + 1) : "";
            if (isOfSemaphores(words.get(i), next, semid)) {
                return true;
            }
        }
        return false;
    }

    /** "ipcrm sem 5 6", the form of before 2002. */
    private static boolean mayRemoveOld(List<String> words, Integer semid) {
        String kind = words.get(0).toLowerCase(Locale.ROOT);
        if (kind.equals("shm") || kind.equals("msg")) {
            return false;
        }
        return !kind.equals("sem")
                || words.size() == 1
                || words.subList(1, words.size()).stream().anyMatch(id -> isIt(id, semid));
    }

    private static boolean isOfSemaphores(String word, String next, Integer semid) {
        if (word.matches("-S.*|--semaphore-key.*|-a|--all|(?:-a|--all=)=?sem")) {
            return true;
        }
        Matcher byId = Pattern.compile("(?:-s|--semaphore-id)=?(.*)").matcher(word);
        return byId.matches() && isIt(byId.group(1).isEmpty() ? next : byId.group(1), semid);
    }

    private static boolean isIt(String id, Integer semid) {
        return semid == null || !ID.matcher(id).matches() || Long.parseLong(id) == semid;
    }
}
