/** In: tables and processes of one host. Out: facts about each set with their evidence, and its verdict. */
package org.semtrail.correlate;
