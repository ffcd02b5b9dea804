package io.tillstream.store.feed;

import io.tillstream.protocol.identity.DocumentStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Which of a terminal's documents were in the books at an earlier seq (I16). Within a stream seq
 * grows with n, so it is found by halving. Thread-safe.
 */
final class DocumentsInside {

  private static final String SEQ_OF =
      "SELECT seq FROM document WHERE terminal = ? AND epoch = ? AND n = ?";

  private final DataSource database;

  DocumentsInside(DataSource database) {
    this.database = database;
  }

  /**
   * The last n of a stream that was received at or before a seq.
   *
   * @param last the last n there is
   */
  long at(long seq, DocumentStream stream, long last) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(SEQ_OF)) {
      select.setString(1, stream.terminal().value());
      select.setInt(2, stream.epoch());
      long inside = 0;
      long most = last;
      long n = last; // nearly always all of them are inside
      while (inside < most) {
        if (seqOf(select, n) <= seq) {
          inside = n;
        } else {
          most = n - 1;
        }
        n = inside + (most - inside + 1) / 2;
      }
      return inside;
    }
  }

  private static long seqOf(PreparedStatement select, long n) throws SQLException {
    select.setLong(3, n);
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw new IllegalStateException("document " + n + " is not in the books");
      }
      return row.getLong(1);
    }
  }
}
