package io.tillstream.headoffice.valuation;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tillstream.headoffice.feed.Added;
import io.tillstream.headoffice.feed.FollowFeed;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.Upcast;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.stock.Movement;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what was booked at a position of the feed: the movements as the books hold them, so that
 * quantities here are those of the stock, whatever was booked for a reason of its own.
 *
 * @param connection of the running transaction
 */
record ReadGoods(Connection connection) {

  private static final ObjectReader DOCUMENTS = new JsonMapper().readerFor(Document.class);

  private static final String OF_DOCUMENT =
      " %2$s.store = %1$s.store AND %2$s.terminal = %1$s.terminal"
          + " AND %2$s.epoch = %1$s.epoch AND %2$s.n = %1$s.n";

  private static final String PLACE =
      " WHERE %1$s.store = ? AND %1$s.ordinal = ? AND %1$s.seq > ? AND %1$s.seq <= ?";

  private static final String MOVED =
      ".seq, m.terminal, m.epoch, m.n, m.line, m.from_location, m.to_location, m.item,"
          + " m.quantity_thousandths, d.business_date, d.currency";

  /** Of these the bytes say more than the movement: a cost, or another store. */
  private static final String SAYS_MORE =
      " AND d.type IN ('goods-receipt', 'transfer-dispatch', 'transfer-receipt',"
          + " 'transfer-difference')";

  // A document with a decision was parked when it came: it is booked where it was released.
  private static final String BOOKED_AT_ONCE =
      "SELECT d"
          + MOVED
          + " FROM document d INNER JOIN movement m ON"
          + OF_DOCUMENT.formatted("d", "m")
          + PLACE.formatted("d")
          + " AND NOT EXISTS (SELECT 1 FROM document_decision f WHERE"
          + OF_DOCUMENT.formatted("d", "f")
          + ")";

  private static final String OF_RELEASES =
      " FROM document_decision f INNER JOIN document d ON" + OF_DOCUMENT.formatted("f", "d");

  private static final String RELEASED =
      "SELECT f"
          + MOVED
          + OF_RELEASES
          + " INNER JOIN movement m ON"
          + OF_DOCUMENT.formatted("f", "m")
          + PLACE.formatted("f")
          + " AND f.kind = 'release'";

  private static final String BODIES =
      "SELECT d.terminal, d.epoch, d.n, d.body FROM document d" + PLACE.formatted("d") + SAYS_MORE;

  private static final String RELEASED_BODIES =
      "SELECT d.terminal, d.epoch, d.n, d.body"
          + OF_RELEASES
          + PLACE.formatted("f")
          + " AND f.kind = 'release'"
          + SAYS_MORE;

  /**
   * A movement that was booked.
   *
   * @param seq its place in the store's change log
   * @param movement what moved
   * @param businessDate as its document says it, or null
   * @param currency likewise
   * @param document the whole of it when it may say more, else null
   */
  record BookedMovement(
      long seq, Movement movement, String businessDate, String currency, Document document) {}

  /** What happens with each row. */
  @FunctionalInterface
  private interface Row {
    void take(ResultSet row) throws SQLException;
  }

  /** The movements of a position, in the order of the store's change log. */
  List<BookedMovement> at(FollowFeed.Place place) throws SQLException {
    Added added = place.added();
    Map<DocumentKey, Document> more = new HashMap<>();
    List<BookedMovement> booked = new ArrayList<>();
    if (added.documents() > 0) {
      read(BODIES, added, row -> keep(added.store(), row, more));
      read(BOOKED_AT_ONCE, added, row -> booked.add(booked(added.store(), row, more)));
    }
    if (added.decisions() > 0) {
      read(RELEASED_BODIES, added, row -> keep(added.store(), row, more));
      read(RELEASED, added, row -> booked.add(booked(added.store(), row, more)));
    }
    booked.sort(
        Comparator.comparingLong(BookedMovement::seq)
            .thenComparingInt(each -> each.movement().line()));
    return booked;
  }

  private static void keep(StoreId store, ResultSet row, Map<DocumentKey, Document> more)
      throws SQLException {
    DocumentKey key = key(store, row, 1);
    try {
      more.put(key, Upcast.current(DOCUMENTS.readValue(row.getBytes(4))));
    } catch (IOException e) {
      // Kept, and parked for this very reason: nothing of it moved.
      more.remove(key);
    }
  }

  private static BookedMovement booked(
      StoreId store, ResultSet row, Map<DocumentKey, Document> more) throws SQLException {
    DocumentKey key = key(store, row, 2);
    return new BookedMovement(
        row.getLong(1),
        new Movement(
            key,
            row.getInt(5),
            Location.of(row.getString(6)),
            Location.of(row.getString(7)),
            row.getString(8),
            new Quantity(row.getLong(9))),
        row.getString(10),
        row.getString(11),
        more.get(key));
  }

  private static DocumentKey key(StoreId store, ResultSet row, int first) throws SQLException {
    return new DocumentKey(
        store, new TerminalId(row.getString(first)), row.getInt(first + 1), row.getLong(first + 2));
  }

  private void read(String sql, Added of, Row taken) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, of.store().value());
      select.setInt(2, of.ordinal());
      select.setLong(3, of.fromSeq());
      select.setLong(4, of.toSeq());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          taken.take(row);
        }
      }
    }
  }
}
