/** In: tables, facts and findings. Out: text for people and JSON for programs. */
package org.semtrail.report;
