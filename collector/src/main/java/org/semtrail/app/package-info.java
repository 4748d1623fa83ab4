/** One class per command. In: the command line and {@link org.semtrail.app.Context}. Out: an exit code; here it is wired. */
package org.semtrail.app;
