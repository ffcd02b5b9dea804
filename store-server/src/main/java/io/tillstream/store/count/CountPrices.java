package io.tillstream.store.count;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** What the items of a count cost, for those who look at what it found. */
final class CountPrices {

  private static final String OF_ENTERED =
      "SELECT p.item, p.unit_price_ten_thousandths FROM price p WHERE EXISTS (SELECT 1"
          + " FROM count_entry e WHERE e.count_id = ? AND e.item = p.item)";
  private static final String OF_ALL_THERE =
      "SELECT p.item, p.unit_price_ten_thousandths FROM price p"
          + " INNER JOIN stock s ON s.item = p.item WHERE s.location = ?";

  private CountPrices() {}

  /** Ten-thousandths by item. */
  static Map<String, Long> read(Reads reads, CountHead count) throws SQLException {
    Map<String, Long> prices = new HashMap<>();
    read(reads.prepare(OF_ENTERED), count.id(), prices);
    if (count.isFull()) {
      read(reads.prepare(OF_ALL_THERE), count.location().toString(), prices);
    }
    return prices;
  }

  private static void read(PreparedStatement select, String key, Map<String, Long> prices)
      throws SQLException {
    select.setString(1, key);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        prices.put(row.getString(1), row.getLong(2));
      }
    }
  }
}
