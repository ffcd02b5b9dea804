package io.tillstream.headoffice.inbox;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.stock.Movement;
import io.tillstream.protocol.verdict.ParkedReason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes what a {@link Consolidation} decided, table by table, in JDBC batches: a thousand
 * documents cost some ten statements and not ten thousand.
 *
 * @param connection of the running transaction
 * @param ordinal which life of the store's change log it comes from
 * @param nowMillis when it was received
 */
record WriteConsolidation(Connection connection, int ordinal, long nowMillis) {

  void write(StoreId store, Consolidation consolidation) throws SQLException {
    insertDocuments(consolidation);
    insertAside(consolidation);
    new RememberDecisions(connection, ordinal).remember(consolidation);
    updateReleased(consolidation);
    updateDismissed(consolidation);
    writeHeads(consolidation);
    insertCounts(consolidation);
    insertMovements(consolidation.movements());
    new WriteTransfers(connection, store).add(consolidation.transfers());
    new WriteGoodsRequests(connection, nowMillis).add(consolidation.documents());
    for (Map.Entry<Location, Map<String, Long>> at : consolidation.stock().entrySet()) {
      writeStock(store, at.getKey(), at.getValue());
    }
  }

  private void insertDocuments(Consolidation consolidation) throws SQLException {
    if (consolidation.documents().isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO document (store, terminal, epoch, n, ordinal, seq, body, hash, verdict,"
                + " reason, detail, resolved, received_millis, line_count, type, number, reference,"
                + " business_date, recorded_at, total_minor, currency)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (Incoming.Received received : consolidation.documents()) {
        int next = Keys.set(insert, 1, received.key());
        insert.setInt(next++, ordinal);
        insert.setLong(next++, received.seq());
        insert.setBytes(next++, received.body());
        insert.setBytes(next++, received.hash().toBytes());
        insert.setString(next++, received.verdict().name());
        insert.setString(next++, received.reason() == null ? null : received.reason().toString());
        insert.setString(next++, received.detail());
        insert.setString(next++, json(received.resolved()));
        insert.setLong(next++, nowMillis);
        listed(insert, next, received.document().orElse(null));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** What lists show; nothing when the document cannot be read. */
  private static void listed(PreparedStatement insert, int first, Document document)
      throws SQLException {
    if (document == null) {
      insert.setInt(first, 0);
      for (int i = 1; i <= 7; i++) {
        insert.setNull(first + i, i == 6 ? Types.BIGINT : Types.NVARCHAR);
      }
      return;
    }
    insert.setInt(first, document.lines().size());
    insert.setString(first + 1, document.type().toString());
    insert.setString(first + 2, document.number());
    insert.setString(first + 3, document.reference());
    insert.setString(first + 4, document.businessDate());
    insert.setString(first + 5, document.recordedAt());
    insert.setLong(first + 6, document.totalMinor());
    insert.setString(first + 7, document.currency());
  }

  private void insertAside(Consolidation consolidation) throws SQLException {
    List<Incoming.Received> aside = consolidation.aside();
    if (aside.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO document_collision (store, terminal, epoch, n, hash, ordinal, seq, body,"
                + " received_millis) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (Incoming.Received received : aside) {
        int next = Keys.set(insert, 1, received.key());
        insert.setBytes(next++, received.hash().toBytes());
        insert.setInt(next++, ordinal);
        insert.setLong(next++, received.seq());
        insert.setBytes(next++, received.body());
        insert.setLong(next, nowMillis);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void updateReleased(Consolidation consolidation) throws SQLException {
    if (consolidation.releases().isEmpty()) {
      return;
    }
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE document SET verdict = 'ACCEPTED', reason = NULL, detail = NULL, resolved = ?"
                + " WHERE store = ? AND terminal = ? AND epoch = ? AND n = ?"
                + " AND verdict = 'PARKED'")) {
      for (Consolidation.Release release : consolidation.releases()) {
        update.setString(1, json(release.resolved()));
        Keys.set(update, 2, release.key());
        update.addBatch();
      }
      for (int count : update.executeBatch()) {
        requireOne(count, "a released document");
      }
    }
  }

  private void updateDismissed(Consolidation consolidation) throws SQLException {
    if (consolidation.dismissals().isEmpty()) {
      return;
    }
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE document SET reason = ?, detail = ?"
                + " WHERE store = ? AND terminal = ? AND epoch = ? AND n = ?"
                + " AND verdict = 'PARKED'")) {
      for (Consolidation.Dismissal dismissal : consolidation.dismissals()) {
        update.setString(1, ParkedReason.DISMISSED.toString());
        update.setString(2, dismissal.why());
        Keys.set(update, 3, dismissal.key());
        update.addBatch();
      }
      for (int count : update.executeBatch()) {
        requireOne(count, "a dismissed document");
      }
    }
  }

  private void writeHeads(Consolidation consolidation) throws SQLException {
    try (PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO document_stream (n, hash, parked, store, terminal, epoch)"
                    + " VALUES (?, ?, ?, ?, ?, ?)");
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE document_stream SET n = ?, hash = ?, parked = ?"
                    + " WHERE store = ? AND terminal = ? AND epoch = ?")) {
      for (Map.Entry<DocumentStream, Held.Head> entry : consolidation.heads().entrySet()) {
        Held.Head head = entry.getValue();
        if (head.n() == 0) {
          continue; // Only documents kept aside so far.
        }
        PreparedStatement statement = consolidation.isNew(entry.getKey()) ? insert : update;
        statement.setLong(1, head.n());
        statement.setBytes(2, head.hash().toBytes());
        statement.setLong(3, head.parked());
        Keys.set(statement, 4, entry.getKey());
        requireOne(statement.executeUpdate(), "a terminal's head");
      }
    }
  }

  private void insertCounts(Consolidation consolidation) throws SQLException {
    if (consolidation.counts().isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO count_document (store, type, reference) VALUES (?, ?, ?)")) {
      for (Held.CountDocument count : consolidation.counts()) {
        insert.setString(1, count.store().value());
        insert.setString(2, count.type().toString());
        insert.setString(3, count.reference());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void insertMovements(List<Movement> movements) throws SQLException {
    if (movements.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO movement (store, terminal, epoch, n, line, from_location, to_location,"
                + " item, quantity_thousandths) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (Movement movement : movements) {
        int next = Keys.set(insert, 1, movement.document());
        insert.setInt(next++, movement.line());
        insert.setString(next++, movement.from().toString());
        insert.setString(next++, movement.to().toString());
        insert.setString(next++, movement.item());
        insert.setLong(next, movement.quantity().thousandths());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void writeStock(StoreId store, Location location, Map<String, Long> changes)
      throws SQLException {
    List<Map.Entry<String, Long>> items = List.copyOf(changes.entrySet());
    int[] updated =
        writeQuantities(
            "UPDATE stock SET quantity_thousandths = stock.quantity_thousandths + ?"
                + " WHERE store = ? AND location = ? AND item = ?",
            store,
            location,
            items);
    List<Map.Entry<String, Long>> missing =
        IntStream.range(0, updated.length)
            .filter(i -> updated[i] == 0)
            .mapToObj(items::get)
            .toList();
    if (!missing.isEmpty()) {
      writeQuantities(
          "INSERT INTO stock (quantity_thousandths, store, location, item) VALUES (?, ?, ?, ?)",
          store,
          location,
          missing);
    }
  }

  private int[] writeQuantities(
      String sql, StoreId store, Location location, List<Map.Entry<String, Long>> items)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Map.Entry<String, Long> item : items) {
        statement.setLong(1, item.getValue());
        statement.setString(2, store.value());
        statement.setString(3, location.toString());
        statement.setString(4, item.getKey());
        statement.addBatch();
      }
      return statement.executeBatch();
    }
  }

  static String json(Map<Integer, Boolean> resolved) {
    return resolved.isEmpty()
        ? null
        : new TreeMap<>(resolved)
            .entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
  }

  private static void requireOne(int count, String what) {
    if (count != 1) {
      throw new IllegalStateException(what + " changed under the turnstile: " + count + " rows");
    }
  }
}
