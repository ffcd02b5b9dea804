package io.tillstream.store.count;

import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.stock.Cut;
import io.tillstream.store.document.Journal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * What documents outside of a cut have done to a place: they are few, because a cut is seldom older
 * than the count itself.
 */
final class Effects {

  private static final String OF_DOCUMENTS =
      "SELECT m.item, m.from_location, m.to_location, m.quantity_thousandths FROM document d"
          + Journal.joinMovements("d.seq")
          + " WHERE d.terminal = ? AND d.epoch = ? AND d.n > ? AND d.type <> 'count-restatement'";
  // A restatement lies where the document does that it puts right, whatever its own place is: so
  // of what was found to be in an earlier count nothing is left to be outside of this.
  private static final String OF_RESTATEMENTS =
      "SELECT m.item, m.from_location, m.to_location, m.quantity_thousandths"
          + " FROM count_restatement r"
          + Journal.joinMovements("r.document_seq")
          + " WHERE r.terminal = ? AND r.epoch = ? AND r.n > ?";

  private final Reads reads;
  private final String location;
  private final Map<String, Long> thousandths = new HashMap<>();

  private Effects(Reads reads, Location location) {
    this.reads = reads;
    this.location = location.toString();
  }

  /**
   * By item, in thousandths; items that are not outside are not there.
   *
   * @param streams epochs of terminals of which the store holds documents, and up to where
   */
  static Map<String, Long> outside(
      Reads reads, Location location, Cut cut, Map<TerminalId, Map<Integer, Long>> streams)
      throws SQLException {
    Effects effects = new Effects(reads, location);
    for (Map.Entry<TerminalId, Map<Integer, Long>> of : streams.entrySet()) {
      Cut.Place place = cut.places().get(of.getKey());
      for (Map.Entry<Integer, Long> epoch : of.getValue().entrySet()) {
        long included = included(place, epoch.getKey());
        if (epoch.getValue() > included) {
          effects.add(OF_DOCUMENTS, of.getKey(), epoch.getKey(), included);
          effects.add(OF_RESTATEMENTS, of.getKey(), epoch.getKey(), included);
        }
      }
    }
    return effects.thousandths;
  }

  private static long included(Cut.Place place, int epoch) {
    if (place == null || place.epoch() < epoch) {
      return 0;
    }
    return place.epoch() == epoch ? place.n() : Long.MAX_VALUE;
  }

  private void add(String sql, TerminalId terminal, int epoch, long after) throws SQLException {
    PreparedStatement select = reads.prepare(sql);
    select.setString(1, terminal.value());
    select.setInt(2, epoch);
    select.setLong(3, after);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        long quantity = row.getLong(4);
        long out = location.equals(row.getString(2)) ? quantity : 0;
        long in = location.equals(row.getString(3)) ? quantity : 0;
        thousandths.merge(row.getString(1), in - out, Math::addExact);
      }
    }
  }
}
