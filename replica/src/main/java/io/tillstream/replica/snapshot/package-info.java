/**
 * A replica on its way to a terminal: packed by the store, checked and unpacked piece by piece by
 * the terminal, over a line or from a file that is carried by hand. Nothing here knows who sends
 * it.
 */
package io.tillstream.replica.snapshot;
