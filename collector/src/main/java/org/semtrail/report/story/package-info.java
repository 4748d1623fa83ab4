/** In: a story and its findings. Out: the report of an incident as one document, and the files made of it. */
package org.semtrail.report.story;
