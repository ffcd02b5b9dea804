package io.tillstream.protocol.conflict;

import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.money.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A document that a case came about by.
 *
 * @param document which
 * @param type what it is
 * @param number what is printed on it
 * @param quantity how much of the item it took
 * @param recordedAt its maker's clock
 * @param skew how far that clock was ahead of the store's, as last measured; empty when never
 * @param receivedAt the store's clock when it came in
 */
public record Cause(
    DocumentKey document,
    DocumentType type,
    String number,
    Quantity quantity,
    Instant recordedAt,
    Optional<Duration> skew,
    Instant receivedAt) {

  /** When it was made by the store's clock, as far as that is known. */
  public Instant madeAt() {
    return recordedAt.minus(skew.orElse(Duration.ZERO));
  }
}
