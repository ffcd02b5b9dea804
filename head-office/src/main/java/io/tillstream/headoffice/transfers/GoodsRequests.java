package io.tillstream.headoffice.transfers;

import io.tillstream.headoffice.database.Database;
import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.wire.TransfersAnswer.Requested;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stores ask each other for. Thread-safe. */
@Singleton
class GoodsRequests {

  // Where a floor that was oversold lacks nothing any more, the goods have come, from wherever.
  private static final String OPEN =
      "SELECT r.store, r.terminal, r.epoch, r.n, r.item, r.quantity_thousandths, r.received_millis"
          + " FROM goods_request r LEFT JOIN stock f"
          + " ON f.store = r.store AND f.item = r.item AND f.location = ?"
          + " WHERE r.asked_store = ? AND r.received_millis >= ?"
          + " AND (r.kind <> ? OR f.quantity_thousandths < 0)"
          + " ORDER BY r.received_millis DESC, r.store, r.terminal, r.epoch, r.n"
          + " OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";
  private static final String SENT =
      "SELECT SUM(i.dispatched_thousandths), SUM(i.received_thousandths + i.settled_thousandths)"
          + " FROM transfer_item i WHERE i.item = ? AND EXISTS (SELECT 1 FROM transfer_part p"
          + " WHERE p.transfer = i.transfer AND p.store = ? AND p.other_store = ?"
          + " AND p.started_on >= ?)";

  private final Database database;
  private final TransfersConfig config;
  private final Clock clock;

  GoodsRequests(Database database, TransfersConfig config, Clock clock) {
    this.database = database;
    this.config = config;
    this.clock = clock;
  }

  /** What others ask a store for, and still lack; the newest first. */
  List<Requested> to(StoreId asked, int limit) throws SQLException {
    Instant since = clock.instant().minus(Duration.ofDays(config.requestDays()));
    return database.reading(
        connection -> {
          List<Requested> requests = new ArrayList<>();
          try (PreparedStatement select = connection.prepareStatement(OPEN)) {
            select.setString(1, Location.SHOP_FLOOR.toString());
            select.setString(2, asked.value());
            select.setLong(3, since.toEpochMilli());
            select.setString(4, CaseKind.OVERSELL.toString());
            select.setInt(5, limit);
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                open(connection, row, asked).ifPresent(requests::add);
              }
            }
          }
          return requests;
        });
  }

  /** Empty when as much as was asked for has arrived from there since. */
  private static Optional<Requested> open(Connection connection, ResultSet row, StoreId asked)
      throws SQLException {
    StoreId store = new StoreId(row.getString(1));
    String item = row.getString(5);
    long quantity = row.getLong(6);
    Instant askedAt = Instant.ofEpochMilli(row.getLong(7));
    try (PreparedStatement select = connection.prepareStatement(SENT)) {
      select.setString(1, item);
      select.setString(2, asked.value());
      select.setString(3, store.value());
      // A day earlier: the stores' days begin at other hours.
      select.setString(4, LocalDate.ofInstant(askedAt, ZoneOffset.UTC).minusDays(1).toString());
      try (ResultSet sent = select.executeQuery()) {
        sent.next(); // 0 for no row
        long dispatched = sent.getLong(1);
        long arrived = sent.getLong(2);
        DocumentKey document =
            new DocumentKey(store, new TerminalId(row.getString(2)), row.getInt(3), row.getLong(4));
        return arrived >= quantity
            ? Optional.empty()
            : Optional.of(
                new Requested(
                    store,
                    document.toString(),
                    item,
                    quantity,
                    Math.max(0, dispatched - arrived),
                    askedAt));
      }
    }
  }
}
