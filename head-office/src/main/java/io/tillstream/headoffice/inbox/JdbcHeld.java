package io.tillstream.headoffice.inbox;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Looks up on the connection of the running transaction. */
record JdbcHeld(Connection connection) implements Held {

  @Override
  public Optional<Head> head(DocumentStream stream) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT n, hash, parked FROM document_stream"
                + " WHERE store = ? AND terminal = ? AND epoch = ?")) {
      statement.setString(1, stream.store().value());
      statement.setString(2, stream.terminal().value());
      statement.setInt(3, stream.epoch());
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(new Head(row.getLong(1), Hash.of(row.getBytes(2)), row.getLong(3)))
            : Optional.empty();
      }
    }
  }

  @Override
  public Optional<HeldDocument> document(DocumentKey key) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT hash, verdict, reason, body FROM document"
                + " WHERE store = ? AND terminal = ? AND epoch = ? AND n = ?")) {
      Keys.set(statement, 1, key);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new HeldDocument(
                    Hash.of(row.getBytes(1)),
                    State.of(Verdict.valueOf(row.getString(2)), reason(row.getString(3))),
                    row.getBytes(4)))
            : Optional.empty();
      }
    }
  }

  @Override
  public boolean isBooked(CountDocument name) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT type FROM count_document WHERE store = ? AND type = ? AND reference = ?")) {
      statement.setString(1, name.store().value());
      statement.setString(2, name.type().toString());
      statement.setString(3, name.reference());
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  private static ParkedReason reason(String wireName) {
    return wireName == null ? null : ParkedReason.of(wireName);
  }

  @Override
  public Set<Hash> asideAt(DocumentKey key) throws SQLException {
    Set<Hash> hashes = new HashSet<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT hash FROM document_collision"
                + " WHERE store = ? AND terminal = ? AND epoch = ? AND n = ?")) {
      Keys.set(statement, 1, key);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          hashes.add(Hash.of(row.getBytes(1)));
        }
      }
    }
    return hashes;
  }
}
