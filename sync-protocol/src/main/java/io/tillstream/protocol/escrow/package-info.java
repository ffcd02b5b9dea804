/**
 * Scarce goods in escrow: what the store leases to terminals, what they may sell of it without
 * asking, and why all of them together never sell more than there is. No storage, and no clock: a
 * lease ends by report or with its epoch.
 */
package io.tillstream.protocol.escrow;
