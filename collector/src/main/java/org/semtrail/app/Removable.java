package org.semtrail.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.semtrail.correlate.Evidence;
import org.semtrail.correlate.Verdict;

/** An object that prune may remove, whatever its kind. */
interface Removable {
    /** sem, shm, msg, posix-sem, posix-shm or posix-mq. */
    String kind();

    /** What identifies it to people: an id or a name. */
    String id();

    /** One line for people: owner, age, who made it. */
    String describe();

    Verdict verdict();

    List<Evidence> evidence();

    /** Why we never remove it, whatever the verdict; empty where nothing forbids it. */
    Optional<String> refusal();

    /** Its values for JSON and receipts. */
    ObjectNode json();

    /** Looks at it again, now. Empty where nothing moved and the verdict still stands; else why it must stay. */
    Optional<String> changed();

    /** Removes it: 0, or the negated errno. */
    long remove();
}
