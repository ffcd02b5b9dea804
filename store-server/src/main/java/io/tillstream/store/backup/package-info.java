/**
 * Database files that are carried to terminals by hand: made by the running store, asked for over
 * its API or by its command line. What is in them comes from other features.
 */
package io.tillstream.store.backup;
