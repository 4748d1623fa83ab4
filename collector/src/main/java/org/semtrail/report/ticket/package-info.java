/** In: the report's JSON document. Out: the same for a ticket, as Markdown that GitHub, GitLab and Jira show alike. */
package org.semtrail.report.ticket;
