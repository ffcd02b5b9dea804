/**
 * The packaged programs as processes of this computer: found, started, watched and stopped. What
 * they are asked belongs to the tiers.
 */
package io.tillstream.endtoend.program;
