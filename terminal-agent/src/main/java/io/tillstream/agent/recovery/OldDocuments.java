package io.tillstream.agent.recovery;

import io.tillstream.protocol.chain.Watermark;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** What can be read of an epoch of an old journal, in order, as far as its chain holds. */
final class OldDocuments implements AutoCloseable {

  private final Connection connection;
  private final int epoch;
  private final String madeAnew;
  private PreparedStatement query;
  private ResultSet rows;
  private Watermark end;
  private long found;
  private boolean broken;

  OldDocuments(Connection connection, int epoch, boolean knowsMadeAnew) {
    this.connection = connection;
    this.epoch = epoch;
    madeAnew = knowsMadeAnew ? "made_anew" : "0";
  }

  /** The next one; empty at the end, or where the chain breaks. */
  Optional<OldDocument> next() {
    if (broken) {
      return Optional.empty();
    }
    try {
      if (rows == null) {
        open();
      }
      if (!rows.next()) {
        return Optional.empty();
      }
      OldDocument document = OldDocument.read(rows);
      // The first may follow purged ones, whose hash is gone with them.
      broken = !document.continues(end == null ? document.assumedBefore() : end);
      if (broken) {
        return Optional.empty();
      }
      end = new Watermark(document.n(), document.hash());
      found++;
      return Optional.of(document);
    } catch (SQLException | RuntimeException damaged) {
      broken = true; // what was read before it is sound: its chain holds
      return Optional.empty();
    }
  }

  /** How many were read. */
  long found() {
    return found;
  }

  /** The n of the last one before the chain breaks; empty when it does not. */
  Optional<Long> brokenAfter() {
    return broken ? Optional.of(end == null ? 0 : end.position()) : Optional.empty();
  }

  private void open() throws SQLException {
    query =
        connection.prepareStatement(
            "SELECT n, type, number, reference, fingerprint, hash, lines, total_minor,"
                + " business_date, recorded_at, body, "
                + madeAnew
                + " FROM document WHERE epoch = ? ORDER BY n");
    query.setInt(1, epoch);
    rows = query.executeQuery();
  }

  @Override
  public void close() throws SQLException {
    if (query != null) {
      query.close();
    }
  }
}
