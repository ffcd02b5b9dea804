package io.tillstream.store.count;

import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.stock.Movement;
import io.tillstream.protocol.stock.Restatement;
import io.tillstream.protocol.stock.StockCount;
import io.tillstream.store.document.Journal;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The documents of which only a person, or a mark that comes late, can say whether a count includes
 * them. Until then they are booked as outside of it. The writer's thread only.
 */
final class Review {

  private static final String STATE =
      "SELECT state FROM count_review WHERE count_id = ? AND terminal = ? AND epoch = ? AND n = ?";
  private static final String INSERT =
      "INSERT INTO count_review (count_id, terminal, epoch, n, state, why)"
          + " VALUES (?, ?, ?, ?, 'open', ?)";
  private static final String SETTLE =
      "UPDATE count_review SET state = ?, settled_by = ?, settled_at_millis = ?"
          + " WHERE count_id = ? AND terminal = ? AND epoch = ? AND n = ?";
  private static final String OPEN =
      "SELECT epoch, n FROM count_review WHERE count_id = ? AND terminal = ? AND state = 'open'"
          + " ORDER BY epoch, n";
  private static final String MOVEMENTS =
      "SELECT m.line, m.from_location, m.to_location, m.item, m.quantity_thousandths"
          + " FROM document d"
          + Journal.joinMovements("d.seq")
          + " WHERE d.terminal = ? AND d.epoch = ? AND d.n = ?";
  private static final String RESTATED =
      "SELECT m.item FROM count_restatement r"
          + " INNER JOIN stock_count c ON c.count_id = r.count_id"
          + Journal.joinMovements("r.document_seq")
          + " WHERE r.terminal = ? AND r.epoch = ? AND r.n = ? AND c.location = ?";

  private Review() {}

  /** A document waits for a person's word, unless it does already or has had it. */
  static void add(Batch batch, String count, DocumentKey document, String why) throws SQLException {
    if (state(batch, count, document).isEmpty()) {
      PreparedStatement insert = batch.prepare(INSERT);
      insert.setString(1, count);
      bind(insert, 2, document);
      insert.setString(5, why);
      insert.executeUpdate();
      TouchedReviews.of(batch).of(count);
    }
  }

  /** How a document stands: open, inside or outside; empty when nobody asked about it. */
  static Optional<String> state(Batch batch, String count, DocumentKey document)
      throws SQLException {
    PreparedStatement select = batch.prepare(STATE);
    select.setString(1, count);
    bind(select, 2, document);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }

  /** What waits of a terminal. */
  static List<DocumentKey> open(Batch batch, Shop shop, String count, TerminalId terminal)
      throws SQLException {
    List<DocumentKey> open = new ArrayList<>();
    PreparedStatement select = batch.prepare(OPEN);
    select.setString(1, count);
    select.setString(2, terminal.value());
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        open.add(new DocumentKey(shop.id(), terminal, row.getInt(1), row.getLong(2)));
      }
    }
    return open;
  }

  /** The word is spoken; what is inside is restated. */
  static void settle(
      Batch batch, Shop shop, String count, DocumentKey document, boolean isInside, String by)
      throws SQLException {
    if (isInside) {
      restate(batch, shop, count, document);
    }
    PreparedStatement settle = batch.prepare(SETTLE);
    settle.setString(1, isInside ? "inside" : "outside");
    settle.setString(2, by);
    settle.setLong(3, batch.atMillis());
    settle.setString(4, count);
    bind(settle, 5, document);
    settle.executeUpdate();
    TouchedReviews.of(batch).of(count);
  }

  private static void restate(Batch batch, Shop shop, String id, DocumentKey document)
      throws SQLException {
    List<Movement> movements = movements(batch, document);
    List<StockCount> counts = CountsAtTerminal.of(batch).of(document, movements);
    for (StockCount count : counts) {
      if (count.id().equals(id)) {
        Set<String> restated = restated(batch, document, count.location());
        Optional<Restatement> restatement =
            Restatement.settled(
                document,
                movements,
                count,
                item ->
                    !restated.contains(item)
                        && counts.stream()
                            .filter(each -> each.covers(item, count.location()))
                            .noneMatch(each -> each.cut().includes(document)));
        if (restatement.isPresent()) {
          Restatements.make(batch, shop, restatement.get());
        }
      }
    }
  }

  private static List<Movement> movements(Batch batch, DocumentKey document) throws SQLException {
    Journal.of(batch).flush(); // it may have come in this very batch
    List<Movement> movements = new ArrayList<>();
    PreparedStatement select = batch.prepare(MOVEMENTS);
    bind(select, 1, document);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        movements.add(
            new Movement(
                document,
                row.getInt(1),
                Location.of(row.getString(2)),
                Location.of(row.getString(3)),
                row.getString(4),
                new Quantity(row.getLong(5))));
      }
    }
    return movements;
  }

  private static Set<String> restated(Batch batch, DocumentKey document, Location location)
      throws SQLException {
    Set<String> restated = new HashSet<>();
    PreparedStatement select = batch.prepare(RESTATED);
    bind(select, 1, document);
    select.setString(4, location.toString());
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        restated.add(row.getString(1));
      }
    }
    return restated;
  }

  private static void bind(PreparedStatement statement, int first, DocumentKey document)
      throws SQLException {
    statement.setString(first, document.terminal().value());
    statement.setInt(first + 1, document.epoch());
    statement.setLong(first + 2, document.n());
  }
}
