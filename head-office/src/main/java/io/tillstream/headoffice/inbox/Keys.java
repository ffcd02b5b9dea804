package io.tillstream.headoffice.inbox;

import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** How keys are spread over the parameters of a statement. */
final class Keys {

  private Keys() {}

  /** Store, terminal and epoch; returns the next free parameter. */
  static int set(PreparedStatement statement, int first, DocumentStream stream)
      throws SQLException {
    statement.setString(first, stream.store().value());
    statement.setString(first + 1, stream.terminal().value());
    statement.setInt(first + 2, stream.epoch());
    return first + 3;
  }

  /** Store, terminal, epoch and n; returns the next free parameter. */
  static int set(PreparedStatement statement, int first, DocumentKey key) throws SQLException {
    statement.setString(first, key.store().value());
    statement.setString(first + 1, key.terminal().value());
    statement.setInt(first + 2, key.epoch());
    statement.setLong(first + 3, key.n());
    return first + 4;
  }
}
