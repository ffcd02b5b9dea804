package io.tillstream.headoffice.inbox;

import io.tillstream.platform.problem.WholeCharacters;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.StandingOutcome;
import io.tillstream.protocol.wire.StoreStanding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Puts into words where a store stands. Stateless. */
final class Standing {

  private static final int DETAIL_MAX = 1_000;

  private Standing() {}

  /** After an envelope. */
  static StoreStanding of(Envelope envelope, Receipt receipt) {
    return switch (receipt) {
      case Receipt.Applied applied -> of(envelope, StandingOutcome.APPLIED, receipt, null);
      case Receipt.Repeated repeated -> of(envelope, StandingOutcome.DUPLICATE, receipt, null);
      case Receipt.Gap gap -> of(envelope, StandingOutcome.GAP, receipt, null);
      case Receipt.Forked forked ->
          of(envelope, StandingOutcome.FORK, receipt, "another history is held here");
      case Receipt.TurnedAway away ->
          of(
              envelope,
              StandingOutcome.PARKED,
              receipt,
              "an earlier envelope waits for an administrator");
      case Receipt.Parked(Watermark watermark, long seq, String why) ->
          of(
              envelope,
              StandingOutcome.PARKED,
              receipt,
              shortened("record %d cannot be applied: %s".formatted(seq, why)));
    };
  }

  /** Cutting may halve a character, and the record may have brought halves along. */
  private static String shortened(String detail) {
    return WholeCharacters.of(
        detail.length() <= DETAIL_MAX ? detail : detail.substring(0, DETAIL_MAX));
  }

  private static StoreStanding of(
      Envelope envelope, StandingOutcome outcome, Receipt receipt, String detail) {
    return new StoreStanding(
        Protocol.VERSION,
        envelope.store().value(),
        envelope.incarnation(),
        outcome,
        receipt.watermark(),
        envelope.chain().from().position(),
        detail);
  }

  /**
   * Without an envelope that could be read: of the life that the store was last heard to live.
   *
   * @return empty when nothing of the store was ever kept
   */
  static Optional<StoreStanding> now(
      Connection connection, StoreId store, StandingOutcome outcome, String detail)
      throws SQLException {
    Optional<String> incarnation =
        first(
            connection,
            "SELECT incarnation FROM parked_envelope WHERE store = ? ORDER BY parked_millis DESC",
            store);
    Optional<String> newest =
        first(
            connection,
            "SELECT incarnation FROM store_stream WHERE store = ? ORDER BY ordinal DESC",
            store);
    Optional<String> life = newest.isPresent() ? newest : incarnation;
    if (life.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new StoreStanding(
            Protocol.VERSION,
            store.value(),
            life.get(),
            outcome,
            StoreStream.find(connection, store, life.get()).watermark(),
            null,
            detail == null ? null : shortened(detail)));
  }

  private static Optional<String> first(Connection connection, String sql, StoreId store)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, store.value());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }
}
