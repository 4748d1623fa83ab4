/** In: the story of an incident, and the facts of its host. Out: what broke and why, each with the events that show it. */
package org.semtrail.diagnose.story;
