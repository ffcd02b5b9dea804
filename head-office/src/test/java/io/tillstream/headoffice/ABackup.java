package io.tillstream.headoffice;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Puts one store's part of head office's books back to what it was, as a restored backup does. */
final class ABackup {

  private ABackup() {}

  /** What a restore does to the rows of the last envelope of a store. */
  static void putBack(DataSource dataSource, AStore store, long seq) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      run(connection, "DELETE FROM feed WHERE store = ? AND to_seq > ?", store, seq);
      run(connection, "DELETE FROM envelope WHERE store = ? AND to_seq > ?", store, seq);
      run(connection, "DELETE FROM document WHERE store = ? AND seq > ?", store, seq);
      run(connection, "DELETE FROM movement WHERE store = ? AND n > ?", store, seq);
      try (PreparedStatement clock =
              connection.prepareStatement(
                  "UPDATE feed_clock SET feed_position = (SELECT MAX(feed_position) FROM feed)");
          PreparedStatement stream =
              connection.prepareStatement(
                  "UPDATE store_stream SET seq = ?, hash = ? WHERE store = ?");
          PreparedStatement head =
              connection.prepareStatement(
                  "UPDATE document_stream SET n = ?, hash = (SELECT hash FROM document WHERE"
                      + " document.store = document_stream.store AND document.n = ?)"
                      + " WHERE store = ?")) {
        clock.executeUpdate();
        stream.setLong(1, seq);
        stream.setBytes(2, store.watermarkAt(seq).hash().toBytes());
        stream.setString(3, store.id.value());
        stream.executeUpdate();
        head.setLong(1, seq);
        head.setLong(2, seq);
        head.setString(3, store.id.value());
        head.executeUpdate();
      }
    }
  }

  private static void run(Connection connection, String sql, AStore store, long after)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, store.id.value());
      statement.setLong(2, after);
      statement.executeUpdate();
    }
  }
}
