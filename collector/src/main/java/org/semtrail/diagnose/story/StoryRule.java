package org.semtrail.diagnose.story;

import java.util.List;
import org.semtrail.correlate.story.Story;

/** One kind of trouble that a story shows. Pure: a story in, findings out, an empty list where it is not so. */
interface StoryRule {
    List<StoryFinding> check(Story story);
}
