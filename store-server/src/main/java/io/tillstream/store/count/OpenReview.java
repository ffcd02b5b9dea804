package io.tillstream.store.count;

import io.tillstream.protocol.conflict.Settlement;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.store.document.Journal;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Batch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The documents of which somebody has to say whether a posted count includes them, for those who
 * have to decide.
 *
 * @param location where was counted
 * @param inside what would become of on-hand if it includes all of them
 */
public record OpenReview(Location location, List<Settlement.Effect> inside) {

  private static final String OF_COUNT =
      " FROM count_review r INNER JOIN stock_count c ON c.count_id = r.count_id"
          + " INNER JOIN document d"
          + " ON d.terminal = r.terminal AND d.epoch = r.epoch AND d.n = r.n"
          + Journal.joinMovements("d.seq")
          + " WHERE r.count_id = ? AND r.state = 'open'"
          + " AND (m.from_location = c.location OR m.to_location = c.location)";
  private static final String DOCUMENTS =
      "SELECT d.seq, d.terminal, d.epoch, d.n, SUM(m.quantity_thousandths)"
          + OF_COUNT
          + " GROUP BY d.seq, d.terminal, d.epoch, d.n ORDER BY d.seq";
  private static final String EFFECTS =
      "SELECT e.item, e.taken, s.quantity_thousandths FROM (SELECT m.item AS item,"
          + " SUM(CASE WHEN m.from_location = c.location THEN m.quantity_thousandths"
          + " ELSE -m.quantity_thousandths END) AS taken"
          + OF_COUNT
          + " AND (c.kind = 'full' OR EXISTS (SELECT 1 FROM count_line l"
          + " WHERE l.item = m.item AND l.count_id = c.count_id"
          + " AND l.counted_thousandths IS NOT NULL))"
          // What a count includes that came after, or before, is in doubt no more.
          + " AND NOT EXISTS (SELECT 1 FROM count_cut u"
          + " INNER JOIN stock_count p ON p.count_id = u.count_id"
          + " WHERE u.terminal = d.terminal AND p.location = c.location"
          + " AND (u.epoch > d.epoch OR (u.epoch = d.epoch AND u.n >= d.n))"
          + " AND (p.kind = 'full' OR EXISTS (SELECT 1 FROM count_line x"
          + " WHERE x.item = m.item AND x.count_id = p.count_id"
          + " AND x.counted_thousandths IS NOT NULL)))"
          + " GROUP BY m.item) e"
          + " INNER JOIN stock s ON s.item = e.item AND s.location = ? ORDER BY e.item";
  private static final String LOCATION = "SELECT location FROM stock_count WHERE count_id = ?";

  /**
   * A document that waits.
   *
   * @param seq its place in the log
   * @param document its name
   * @param thousandths how much it moved there or from there, of all items
   */
  public record Waiting(long seq, DocumentKey document, long thousandths) {}

  /** As a batch sees it. */
  public static OpenReview of(Batch batch, String count) throws SQLException {
    return read(
        batch.prepare(LOCATION), batch.prepare(EFFECTS), count); // which the batch keeps open
  }

  /** As committed. */
  public static OpenReview of(Connection connection, String count) throws SQLException {
    try (PreparedStatement location = connection.prepareStatement(LOCATION);
        PreparedStatement effects = connection.prepareStatement(EFFECTS)) {
      return read(location, effects, count);
    }
  }

  /** The documents that wait, as a batch sees them after its parts are written. */
  public static List<Waiting> documents(Batch batch, Shop shop, String count) throws SQLException {
    List<Waiting> documents = new ArrayList<>();
    PreparedStatement select = batch.prepare(DOCUMENTS);
    select.setString(1, count);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        documents.add(
            new Waiting(
                row.getLong(1),
                new DocumentKey(
                    shop.id(), new TerminalId(row.getString(2)), row.getInt(3), row.getLong(4)),
                row.getLong(5)));
      }
    }
    return documents;
  }

  /** Somebody has decided on documents; those on which a word was spoken before keep it. */
  public static void settle(
      Batch batch, Shop shop, String count, List<DocumentKey> documents, boolean inside, String by)
      throws SQLException {
    for (DocumentKey document : documents) {
      if (Review.state(batch, count, document).filter("open"::equals).isPresent()) {
        Review.settle(batch, shop, count, document, inside, by);
      }
    }
  }

  private static OpenReview read(
      PreparedStatement location, PreparedStatement effects, String count) throws SQLException {
    location.setString(1, count);
    Location place;
    try (ResultSet row = location.executeQuery()) {
      if (!row.next()) {
        return new OpenReview(Location.SHOP_FLOOR, List.of()); // lost by a restore
      }
      place = Location.of(row.getString(1));
    }
    List<Settlement.Effect> inside = new ArrayList<>();
    effects.setString(1, count);
    effects.setString(2, place.toString());
    try (ResultSet row = effects.executeQuery()) {
      while (row.next()) {
        Quantity now = new Quantity(row.getLong(3));
        inside.add(
            new Settlement.Effect(
                place, row.getString(1), now, now.plus(new Quantity(row.getLong(2)))));
      }
    }
    return new OpenReview(place, inside);
  }
}
