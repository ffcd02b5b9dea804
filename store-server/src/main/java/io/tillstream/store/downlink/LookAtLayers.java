package io.tillstream.store.downlink;

import io.tillstream.protocol.layer.Entry;
import io.tillstream.protocol.layer.LayeredTable;
import io.tillstream.protocol.money.UnitPrice;
import io.tillstream.store.layers.SaidRows;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Whose word an item and its price are, and which items are blocked; for people. Thread-safe. */
@Singleton
public class LookAtLayers {

  private static final String SAID =
      "SELECT entity, layer, payload FROM layer_row"
          + " WHERE row_key = ? AND entity IN ('item', 'price') ORDER BY entity, layer";
  private static final String IN_FORCE =
      "SELECT i.description, o.layer FROM item i"
          + " LEFT JOIN row_owner o ON o.row_key = i.item AND o.entity = 'item' WHERE i.item = ?";
  private static final String WITHHELD =
      "SELECT entity, layer FROM row_owner"
          + " WHERE row_key = ? AND withheld = 1 AND entity IN ('item', 'price') ORDER BY entity";
  private static final String PRICE_IN_FORCE =
      "SELECT p.unit_price_ten_thousandths, o.layer FROM price p"
          + " LEFT JOIN row_owner o ON o.row_key = p.item AND o.entity = 'price' WHERE p.item = ?";
  private static final String BLOCKED =
      "SELECT item, layer, description, from_seq, from_millis FROM item_block"
          + " WHERE until_seq IS NULL ORDER BY item OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";

  private final DataSource database;

  LookAtLayers(DataSource database) {
    this.database = database;
  }

  /**
   * What somebody says of an item or its price.
   *
   * @param table of which
   * @param layer who; null when the row is the store's alone
   * @param says what, in words
   * @param inForce whether the shop sells by it
   */
  public record Word(String table, String layer, String says, boolean inForce) {}

  /**
   * An item that nobody is to sell.
   *
   * @param item its code
   * @param layer whose word that is
   * @param description as last known
   * @param fromSeq the change from which terminals have it no more
   * @param since when that was
   */
  public record Blocked(
      String item, String layer, String description, long fromSeq, Instant since) {}

  /** All that is said of an item and its price, what is in force first. */
  public List<Word> of(String item) throws SQLException {
    List<Word> words = new ArrayList<>();
    try (Connection connection = database.getConnection()) {
      inForce(connection, item, words);
      try (PreparedStatement select = connection.prepareStatement(SAID)) {
        select.setString(1, item);
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            String table = row.getString(1);
            String layer = row.getString(2);
            boolean isTold =
                words.stream()
                    .anyMatch(word -> word.table().equals(table) && layer.equals(word.layer()));
            if (!isTold) {
              words.add(new Word(table, layer, inWords(table, row.getString(3)), false));
            }
          }
        }
      }
    }
    return words;
  }

  private static void inForce(Connection connection, String item, List<Word> words)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(IN_FORCE)) {
      select.setString(1, item);
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          words.add(new Word("item", row.getString(2), row.getString(1), true));
        }
      }
    }
    try (PreparedStatement select = connection.prepareStatement(PRICE_IN_FORCE)) {
      select.setString(1, item);
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          String price = new UnitPrice(row.getLong(1)).toString();
          words.add(new Word("price", row.getString(2), price, true));
        }
      }
    }
    try (PreparedStatement select = connection.prepareStatement(WITHHELD)) {
      select.setString(1, item);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          words.add(new Word(row.getString(1), row.getString(2), "blocked", true));
        }
      }
    }
  }

  private static String inWords(String table, String image) {
    return switch (SaidRows.entry(image)) {
      case Entry.Withheld withheld -> "blocked";
      case Entry.Present row ->
          table.equals(LayeredTable.PRICE.toString())
              ? new UnitPrice((Long) row.values().get(1)).toString()
              : String.valueOf(row.values().get(1));
    };
  }

  /** So many of the items that are blocked now, by their code. */
  public List<Blocked> blocked(int limit) throws SQLException {
    List<Blocked> blocked = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(BLOCKED)) {
      select.setInt(1, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          blocked.add(
              new Blocked(
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  row.getLong(4),
                  Instant.ofEpochMilli(row.getLong(5))));
        }
      }
    }
    return blocked;
  }
}
