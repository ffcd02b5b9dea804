package io.tillstream.store.document;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.wire.Settlement;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides that a document whose place another holds stays unbooked. Answers with the decision that
 * stands, which is the first one; with none when there is no such document. Nothing is booked here:
 * the terminal that made it makes it anew when it is enrolled, and books it then (I2).
 *
 * @param key the place that two claim
 * @param hash which of them: the chain up to it
 * @param by who decides
 * @param reason why
 */
record SettleCollision(DocumentKey key, Hash hash, String by, String reason)
    implements Command<Optional<Settlement>> {

  private static final String WHERE = " WHERE terminal = ? AND epoch = ? AND n = ? AND hash = ?";
  private static final String SETTLE =
      "UPDATE document_collision SET settled_at_millis = ?, settled_by = ?, settled_reason = ?"
          + WHERE
          + " AND settled_at_millis IS NULL";
  private static final String STANDING =
      "SELECT settled_at_millis, settled_by, settled_reason FROM document_collision" + WHERE;

  @Override
  public Optional<Settlement> applyTo(Batch batch) throws SQLException {
    PreparedStatement settle = batch.prepare(SETTLE);
    settle.setLong(1, batch.atMillis());
    settle.setString(2, by);
    settle.setString(3, reason);
    bind(settle, 4);
    settle.executeUpdate();
    PreparedStatement standing = batch.prepare(STANDING);
    bind(standing, 1);
    try (ResultSet row = standing.executeQuery()) {
      return row.next()
          ? Optional.of(
              new Settlement(
                  Instant.ofEpochMilli(row.getLong(1)), row.getString(2), row.getString(3)))
          : Optional.empty();
    }
  }

  private void bind(PreparedStatement statement, int first) throws SQLException {
    statement.setString(first, key.terminal().value());
    statement.setInt(first + 1, key.epoch());
    statement.setLong(first + 2, key.n());
    statement.setBytes(first + 3, hash.toBytes());
  }
}
