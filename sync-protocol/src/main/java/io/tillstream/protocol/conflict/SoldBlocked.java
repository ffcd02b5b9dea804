package io.tillstream.protocol.conflict;

import java.time.Instant;
import java.util.Optional;

/**
 * A sale of an item that was not for sale any more.
 *
 * @param cause the document
 * @param blockedAt since when, by the store's clock
 * @param blockedBy whose word that was
 * @param knew whether its till had heard of it; empty when the document does not say what its till
 *     had heard
 * @param heardAt the moment of the store as its till knew it; empty when that is not known
 */
public record SoldBlocked(
    Cause cause,
    Instant blockedAt,
    String blockedBy,
    Optional<Boolean> knew,
    Optional<Instant> heardAt) {}
