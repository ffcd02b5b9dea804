/**
 * The benchmark: each figure is measured against a plain limit in the same run, and stands beside
 * its target. Nothing here decides whether the programs are right; that is what tests are for.
 */
package io.tillstream.endtoend.bench;
