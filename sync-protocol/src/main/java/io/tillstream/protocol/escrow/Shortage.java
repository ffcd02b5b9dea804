package io.tillstream.protocol.escrow;

/**
 * Why a terminal does not sell: it would take more of a scarce item than it has left.
 *
 * @param item the item's code
 * @param leftThousandths what it may still sell
 * @param wantedThousandths what was to be sold
 */
public record Shortage(String item, long leftThousandths, long wantedThousandths) {}
