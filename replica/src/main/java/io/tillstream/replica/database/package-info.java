/**
 * SQLite as the terminal uses it: one writer, a few readers, scripts applied by version. Nothing
 * here knows what is stored.
 */
package io.tillstream.replica.database;
