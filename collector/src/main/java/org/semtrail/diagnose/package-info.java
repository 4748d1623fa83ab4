/** In: facts. Out: findings: what is wrong, how we know, why, and what to type. */
package org.semtrail.diagnose;
