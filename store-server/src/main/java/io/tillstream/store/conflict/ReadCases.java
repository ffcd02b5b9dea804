package io.tillstream.store.conflict;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.conflict.Conflict;
import io.tillstream.protocol.conflict.Underway;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import io.tillstream.protocol.transfer.TransferStanding;
import io.tillstream.store.count.OpenReview;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.transfer.KnownTransfers;
import io.tillstream.store.writer.Batch;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Reads cases as committed. Thread-safe. */
@Singleton
class ReadCases {

  private static final String CASES =
      "SELECT k.id, k.kind, k.subject, k.state, k.opened_at_millis, k.held_thousandths,"
          + " k.left_thousandths, k.closed_at_millis, k.closed_by_seq, s.quantity_thousandths,"
          + " b.quantity_thousandths, p.unit_price_ten_thousandths,"
          + " (SELECT SUM(e.quantity_thousandths) FROM expected_goods e"
          + " WHERE e.item = k.subject AND e.state = 'open') FROM conflict_case k"
          + " LEFT JOIN stock s ON s.item = k.subject AND s.location = ?"
          + " LEFT JOIN stock b ON b.item = k.subject AND b.location = ?"
          + " LEFT JOIN price p ON p.item = k.subject";
  private static final String PAGE =
      CASES + " WHERE k.state = ? AND k.id > ? ORDER BY k.id OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";
  private static final String PAGE_OF_KIND =
      CASES
          + " WHERE k.state = ? AND k.id > ? AND k.kind = ?"
          + " ORDER BY k.id OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";
  private static final String ONE = CASES + " WHERE k.id = ?";
  private static final String CAUSES =
      "SELECT "
          + ReadCauses.COLUMNS
          + ", c.case_id, c.joined_at_millis"
          + " FROM case_document c INNER JOIN document d ON d.seq = c.document_seq"
          + " WHERE c.case_id IN "
          + Batch.KEYS
          + " ORDER BY c.case_id, c.document_seq";
  private static final int CASES_PER_SELECT = 50; // as many as there are places in Batch.KEYS
  private static final String OPEN = "SELECT COUNT(*) FROM open_case";
  private static final String ARRIVAL = "SELECT state FROM expected_goods WHERE settlement_seq = ?";

  private final DataSource database;
  private final Shop shop;

  ReadCases(DataSource database, Shop shop) {
    this.database = database;
    this.shop = shop;
  }

  /** The cases after a position. */
  List<KnownCase> after(CaseState state, Optional<CaseKind> kind, long id, int limit)
      throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(kind.isPresent() ? PAGE_OF_KIND : PAGE)) {
      select.setString(1, Location.SHOP_FLOOR.toString());
      select.setString(2, Location.BACK_ROOM.toString());
      select.setString(3, state.toString());
      select.setLong(4, id);
      int next = 5;
      if (kind.isPresent()) {
        select.setString(next++, kind.get().toString());
      }
      select.setInt(next, limit);
      return rows(connection, select);
    }
  }

  /** The case of this name. */
  Optional<KnownCase> of(CaseNumber number) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(ONE)) {
      select.setString(1, Location.SHOP_FLOOR.toString());
      select.setString(2, Location.BACK_ROOM.toString());
      select.setLong(3, number.id());
      return rows(connection, select).stream().findFirst();
    }
  }

  /** How many wait for a decision. */
  long open() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(OPEN);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** How the goods stand that a settlement counts on; null when it counts on none. */
  String arrival(long settlementSeq) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(ARRIVAL)) {
      select.setLong(1, settlementSeq);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  private List<KnownCase> rows(Connection connection, PreparedStatement select)
      throws SQLException {
    List<KnownCase> bare = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        bare.add(row(row));
      }
    }
    if (bare.isEmpty()) {
      return bare;
    }
    Map<CaseNumber, List<KnownCase.Joined>> causes = causes(connection, bare);
    List<KnownCase> whole = new ArrayList<>();
    for (KnownCase each : bare) {
      List<KnownCase.Joined> joined = causes.getOrDefault(each.number(), List.of());
      Conflict.Transfer transfer =
          each.kind() == CaseKind.TRANSFER ? transfer(connection, each, joined) : null;
      // What is on the way today has nothing to do with a case that is closed.
      List<Underway> underway =
          each.kind() == CaseKind.OVERSELL && each.state() == CaseState.OPEN
              ? KnownTransfers.underway(connection, each.subject())
              : List.of();
      OpenReview review =
          each.kind() == CaseKind.COUNT ? OpenReview.of(connection, each.subject()) : null;
      SaleFacts sale = SaleFacts.of(connection, shop.id(), each);
      whole.add(each.by(transfer, review, underway, sale, joined));
    }
    return whole;
  }

  private static Conflict.Transfer transfer(
      Connection connection, KnownCase row, List<KnownCase.Joined> joined) throws SQLException {
    Optional<TransferStanding> standing = KnownTransfers.of(connection, row.subject());
    return standing.isEmpty()
        ? null
        : WhereReceived.of(
            connection, standing.get(), joined.stream().map(KnownCase.Joined::cause).toList());
  }

  private static KnownCase row(ResultSet row) throws SQLException {
    CaseState state = CaseState.find(row.getString(4)).orElseThrow();
    Long left = number(row, 7);
    Long now = number(row, 10);
    Long closedAt = number(row, 8);
    Long price = number(row, 12);
    return new KnownCase(
        new CaseNumber(row.getLong(1)),
        CaseKind.of(row.getString(2)),
        row.getString(3),
        state,
        Instant.ofEpochMilli(row.getLong(5)),
        quantity(number(row, 6)),
        quantity(state == CaseState.OPEN ? now : left),
        quantity(number(row, 11)),
        new Quantity(row.getLong(13)), // nothing when there are no orders
        closedAt == null ? null : Instant.ofEpochMilli(closedAt),
        number(row, 9),
        price == null ? null : new UnitPrice(price),
        null,
        null,
        List.of(),
        SaleFacts.NONE,
        List.of());
  }

  private Map<CaseNumber, List<KnownCase.Joined>> causes(
      Connection connection, List<KnownCase> cases) throws SQLException {
    Map<CaseNumber, List<KnownCase.Joined>> causes = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(CAUSES)) {
      for (int from = 0; from < cases.size(); from += CASES_PER_SELECT) {
        for (int i = 0; i < CASES_PER_SELECT; i++) {
          int one = Math.min(from + i, cases.size() - 1); // the last one fills up
          select.setLong(1 + i, cases.get(one).number().id());
        }
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            causes
                .computeIfAbsent(new CaseNumber(row.getLong(10)), n -> new ArrayList<>())
                .add(
                    new KnownCase.Joined(
                        ReadCauses.of(row, shop.id()), Instant.ofEpochMilli(row.getLong(11))));
          }
        }
      }
    }
    return causes;
  }

  private static Quantity quantity(Long thousandths) {
    return thousandths == null ? null : new Quantity(thousandths);
  }

  private static Long number(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : (Long) value;
  }
}
