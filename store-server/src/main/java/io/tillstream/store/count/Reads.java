package io.tillstream.store.count;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** From where figures are read: the transaction that posts a count, or what is committed. */
@FunctionalInterface
interface Reads {

  /** A statement that the caller does not close. */
  PreparedStatement prepare(String sql) throws SQLException;

  /** Reads what is committed. One thread. */
  final class Committed implements Reads, AutoCloseable {

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Committed(Connection connection) {
      this.connection = connection;
    }

    @Override
    public PreparedStatement prepare(String sql) throws SQLException {
      PreparedStatement known = prepared.get(sql);
      if (known == null) {
        known = connection.prepareStatement(sql);
        prepared.put(sql, known);
      }
      return known;
    }

    @Override
    public void close() throws SQLException {
      try (connection) {
        for (PreparedStatement each : prepared.values()) {
          each.close();
        }
      }
    }
  }
}
