package io.tillstream.replica.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * One connection and the statements prepared on it, which stay open: preparing costs more than
 * running. The statements are the constants of this program, so their number is bounded. Used by
 * one thread at a time.
 */
public final class Session {

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Session(Connection connection) {
    this.connection = connection;
  }

  /** The statement of this text, ready for its parameters. */
  public PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    return statement;
  }

  /**
   * Prepares all anew when they are next used. The driver finalises a statement that failed without
   * saying so; kept, it would fail everybody after it.
   */
  void discardStatements() {
    for (PreparedStatement statement : prepared.values()) {
      try {
        statement.close();
      } catch (SQLException alreadyFinalised) {
        // As announced above: there is nothing left to close.
      }
    }
    prepared.clear();
  }

  void close() throws SQLException {
    discardStatements();
    connection.close();
  }
}
