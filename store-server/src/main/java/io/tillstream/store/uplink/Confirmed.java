package io.tillstream.store.uplink;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/**
 * What head office has confirmed, as the store remembers it. Losing the last steps costs nothing:
 * what is sent again is recognised. Thread-safe.
 */
final class Confirmed {

  private static final String SELECT =
      "SELECT acknowledged_seq, hash FROM uplink_cursor WHERE id = 1";
  private static final String UPDATE =
      "UPDATE uplink_cursor SET acknowledged_seq = ?, hash = ? WHERE id = 1";
  private static final String INSERT =
      "INSERT INTO uplink_cursor (acknowledged_seq, hash, id) VALUES (?, ?, 1)";
  private static final String REACHED =
      "SELECT terminal, epoch, MAX(n) FROM document WHERE seq <= ? GROUP BY terminal, epoch";
  private static final String COUNT_UP_TO =
      "SELECT (SELECT COUNT(*) FROM document WHERE seq <= ?)"
          + " + (SELECT COUNT(*) FROM document_release WHERE seq <= ?)";
  private static final String COUNT =
      "SELECT (SELECT COUNT(*) FROM document) + (SELECT COUNT(*) FROM document_release)";

  private final DataSource database;
  private final StoreId store;

  Confirmed(DataSource database, StoreId store) {
    this.database = database;
    this.store = store;
  }

  Watermark load() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(SELECT);
        ResultSet row = select.executeQuery()) {
      return row.next() ? new Watermark(row.getLong(1), Hash.of(row.getBytes(2))) : Watermark.START;
    }
  }

  void save(Watermark watermark) throws SQLException {
    try (Connection connection = database.getConnection()) {
      if (write(connection, UPDATE, watermark) == 0) {
        write(connection, INSERT, watermark);
      }
    }
  }

  /** The last n of each stream at or before a seq. */
  Map<DocumentStream, Long> reached(long seq) throws SQLException {
    Map<DocumentStream, Long> reached = new HashMap<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(REACHED)) {
      select.setLong(1, seq);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          reached.put(
              new DocumentStream(store, new TerminalId(row.getString(1)), row.getInt(2)),
              row.getLong(3));
        }
      }
    }
    return reached;
  }

  /** How many facts there are up to a seq. */
  long factsUpTo(long seq) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(COUNT_UP_TO)) {
      select.setLong(1, seq);
      select.setLong(2, seq);
      return number(select);
    }
  }

  /** How many facts there are. */
  long facts() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(COUNT)) {
      return number(select);
    }
  }

  private static long number(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static int write(Connection connection, String sql, Watermark watermark)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, watermark.position());
      statement.setBytes(2, watermark.hash().toBytes());
      return statement.executeUpdate();
    }
  }
}
