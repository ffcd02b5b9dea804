package io.tillstream.protocol.downlink;

import io.tillstream.protocol.chain.Hash;

/**
 * The newest position of a layer's log that a store was ever told of. Head office answers only
 * while its log still has this very history: one that was restored from a backup may not have, and
 * may have given the same numbers to other changes.
 *
 * @param incarnation one unbroken life of the log
 * @param seq a position in it
 * @param hash of the log up to there
 */
public record Known(String incarnation, long seq, Hash hash) {}
