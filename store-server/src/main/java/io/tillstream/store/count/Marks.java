package io.tillstream.store.count;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.stock.Cut;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;

/** Where terminals have marked counts. The writer's thread only. */
final class Marks {

  private static final String EXISTS =
      "SELECT n FROM count_mark WHERE count_id = ? AND terminal = ? AND epoch = ? AND n = ?";
  private static final String INSERT =
      "INSERT INTO count_mark (count_id, terminal, epoch, n) VALUES (?, ?, ?, ?)";

  private Marks() {}

  /** At a place of a terminal's or the store's documents. */
  static void add(Batch batch, String count, String terminal, Cut.Place place) throws SQLException {
    PreparedStatement exists = batch.prepare(EXISTS);
    bind(exists, count, terminal, place);
    try (ResultSet row = exists.executeQuery()) {
      if (row.next()) {
        return;
      }
    }
    PreparedStatement insert = batch.prepare(INSERT);
    bind(insert, count, terminal, place);
    insert.executeUpdate();
  }

  /**
   * A mark has come. When its count is posted already, and nobody knew where it stands at the
   * terminal, now it is known: what waits for a person's word is settled by this one.
   */
  static void take(Batch batch, Document mark) throws SQLException {
    if (mark.count() == null || mark.count().id() == null) {
      return;
    }
    String count = mark.count().id();
    // One that was made anew marks the place where it was made first.
    Cut.Place place =
        mark.replaces() == null
            ? new Cut.Place(mark.epoch(), mark.n())
            : new Cut.Place(mark.replaces().epoch(), mark.replaces().n());
    add(batch, count, mark.terminal().value(), place);
    CutsInForce cuts = CutsInForce.of(batch);
    for (CutsInForce.Unsure unsure : CutsInForce.everUnsure(batch, mark.terminal())) {
      if (unsure.count().equals(count)
          && RestateLate.recordedAtMillis(mark) <= unsure.untilMillis()) {
        Shop shop = new Shop(mark.store(), Currency.getInstance(mark.currency()));
        for (DocumentKey waiting : Review.open(batch, shop, count, mark.terminal())) {
          boolean isInside = place.includes(waiting.epoch(), waiting.n());
          Review.settle(batch, shop, count, waiting, isInside, "mark " + mark.number());
        }
        cuts.isSure(mark.terminal(), unsure);
      }
    }
  }

  private static void bind(
      PreparedStatement statement, String count, String terminal, Cut.Place place)
      throws SQLException {
    statement.setString(1, count);
    statement.setString(2, terminal);
    statement.setInt(3, place.epoch());
    statement.setLong(4, place.n());
  }
}
