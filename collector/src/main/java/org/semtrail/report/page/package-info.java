/**
 * In: the report's JSON document. Out: one HTML file that needs no other file, no network, and for its verdict no
 * JavaScript. {@code src/main/jte} holds the static part, the resources of this package what draws the rest.
 */
package org.semtrail.report.page;
