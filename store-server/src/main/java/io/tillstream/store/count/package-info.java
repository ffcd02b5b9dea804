/**
 * Counts of what is at a place: entered by people, posted as documents with a cut, and put right
 * when documents come late (I9). What a count means is decided in the protocol, not here.
 */
package io.tillstream.store.count;
