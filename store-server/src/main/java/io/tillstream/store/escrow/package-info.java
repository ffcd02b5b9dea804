/**
 * Scarce items: which they are, what of them is leased to terminals, and how it comes back. Decided
 * by {@code io.tillstream.protocol.escrow}; nothing here books a movement.
 */
package io.tillstream.store.escrow;
