package io.tillstream.store.feed;

import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;
import io.tillstream.protocol.wire.DocumentVerdict;
import io.tillstream.protocol.wire.Protocol;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Reads which of a terminal's documents are parked now: a terminal whose upload was answered by
 * nobody learns it here, and that a document was released. Thread-safe.
 */
final class ReadParked {

  private static final String SELECT =
      "SELECT d.n, p.reason, p.detail FROM parked p"
          + " INNER JOIN document d ON d.seq = p.document_seq"
          + " WHERE p.terminal = ? AND p.epoch = ?"
          + " ORDER BY p.document_seq OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";

  private final DataSource database;

  ReadParked(DataSource database) {
    this.database = database;
  }

  List<DocumentVerdict> of(DocumentStream stream) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setString(1, stream.terminal().value());
      select.setInt(2, stream.epoch());
      select.setInt(3, Protocol.PARKED_MAX);
      List<DocumentVerdict> parked = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          parked.add(
              new DocumentVerdict(
                  row.getLong(1),
                  Verdict.PARKED,
                  ParkedReason.of(row.getString(2)),
                  row.getString(3)));
        }
      }
      return parked;
    }
  }
}
