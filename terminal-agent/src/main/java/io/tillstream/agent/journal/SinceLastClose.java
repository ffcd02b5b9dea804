package io.tillstream.agent.journal;

import io.tillstream.agent.day.CountDay;
import io.tillstream.protocol.document.DayTotals;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.replica.database.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Reads the documents that the next day close counts: all of the epoch since the last one. At a
 * till that has never closed a day these are the ones that are still kept, and the close says from
 * where.
 */
final class SinceLastClose {

  private SinceLastClose() {}

  static DayTotals totals(Session session, int epoch, long head) throws SQLException {
    long last = Math.max(lastClose(session, epoch), purged(session, epoch));
    CountDay count = new CountDay();
    PreparedStatement query =
        session.prepare("SELECT body FROM document WHERE epoch = ? AND n > ? ORDER BY n");
    query.setInt(1, epoch);
    query.setLong(2, last);
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        count.add(StoredDocument.read(row.getBytes(1)));
      }
    }
    return count.totals(last + 1, head);
  }

  private static long purged(Session session, int epoch) throws SQLException {
    PreparedStatement query = session.prepare("SELECT n FROM purge WHERE epoch = ?");
    query.setInt(1, epoch);
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private static long lastClose(Session session, int epoch) throws SQLException {
    PreparedStatement query =
        session.prepare("SELECT max(n) FROM document WHERE epoch = ? AND type = ?");
    query.setInt(1, epoch);
    query.setString(2, DocumentType.DAY_CLOSE.toString());
    try (ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
