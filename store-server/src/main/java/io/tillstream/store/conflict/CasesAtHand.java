package io.tillstream.store.conflict;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.conflict.Conflict;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import io.tillstream.protocol.policy.AtHand;
import io.tillstream.protocol.transfer.Balance;
import io.tillstream.protocol.transfer.TransferStanding;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Batch;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;

/** Reads cases as committed, with all that a policy asks of them. Thread-safe. */
@Singleton
public class CasesAtHand {

  private static final int ITEMS_PER_SELECT = 50; // as many as there are places in Batch.KEYS
  private static final String GROUPS =
      "SELECT item, item_group FROM item_group WHERE item IN " + Batch.KEYS;
  private static final String PRICES =
      "SELECT item, unit_price_ten_thousandths FROM price WHERE item IN " + Batch.KEYS;
  private static final String FIRST_SINCE =
      "SELECT MIN(id) FROM conflict_case WHERE opened_at_millis >= ?";

  private final ReadCases cases;
  private final DataSource database;
  private final Shop shop;
  private final Facts facts;

  CasesAtHand(ReadCases cases, DataSource database, Shop shop) {
    this.cases = cases;
    this.database = database;
    this.shop = shop;
    facts = new Facts(shop);
  }

  /**
   * A case.
   *
   * @param number its name
   * @param kind what kind
   * @param subject what it is about
   * @param state open, settled or gone
   * @param closedAt null while it is open
   * @param atHand what is known of it; empty where that is not enough to decide
   */
  public record Found(
      String number,
      CaseKind kind,
      String subject,
      String state,
      Instant closedAt,
      Optional<AtHand> atHand) {}

  /**
   * Those that wait for a decision.
   *
   * @param after the last one of the page before; empty for the first page
   */
  public List<Found> open(String after, int limit) throws SQLException {
    long last = CaseNumber.of(after).map(CaseNumber::id).orElse(0L);
    List<KnownCase> rows = cases.after(CaseState.OPEN, Optional.empty(), last, limit);
    Map<KnownCase, Optional<Conflict>> conflicts = new LinkedHashMap<>();
    rows.forEach(row -> conflicts.put(row, facts.of(row)));
    return found(conflicts);
  }

  /**
   * Those that were opened since a moment and have been closed, as they were before that, as far as
   * their documents tell. Their prices, their groups and what is in the back room are today's.
   *
   * @param most how many are told at most
   */
  public List<Found> closed(Instant since, int most) throws SQLException {
    OptionalFirst first = firstSince(since);
    Map<KnownCase, Optional<Conflict>> conflicts = new LinkedHashMap<>();
    for (CaseState state : List.of(CaseState.SETTLED, CaseState.GONE)) {
      if (first.isThere()) {
        for (KnownCase row : cases.after(state, Optional.empty(), first.id() - 1, most)) {
          conflicts.put(row, asItWas(row));
        }
      }
    }
    return found(conflicts);
  }

  private record OptionalFirst(boolean isThere, long id) {}

  private OptionalFirst firstSince(Instant since) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(FIRST_SINCE)) {
      select.setLong(1, since.toEpochMilli());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        long id = row.getLong(1);
        return new OptionalFirst(!row.wasNull(), id);
      }
    }
  }

  private Optional<Conflict> asItWas(KnownCase row) {
    if (row.causes().isEmpty()) {
      return Optional.empty(); // only its settlement is known
    }
    return switch (row.kind()) {
      case OVERSELL -> row.held() == null ? Optional.empty() : Optional.of(oversold(row));
      case SERIAL, COUNT, UNKNOWN_ITEM, BLOCKED, PROMISED, PRICE -> facts.of(row);
      case TRANSFER -> facts.of(row).flatMap(CasesAtHand::beforeItWasSettled);
    };
  }

  /** What its documents took, less what was there before them. */
  private static Conflict oversold(KnownCase row) {
    Quantity taken = Quantity.ZERO;
    for (KnownCase.Joined each : row.causes()) {
      taken = taken.plus(each.cause().quantity());
    }
    return new Conflict.Oversell(
        row.subject(),
        row.held(),
        row.held().plus(taken.negated()),
        Objects.requireNonNullElse(row.backRoom(), Quantity.ZERO),
        row.causes().stream().map(KnownCase.Joined::cause).toList());
  }

  /** What was given up is missing again; empty when nothing is, because the rest has come. */
  private static Optional<Conflict> beforeItWasSettled(Conflict conflict) {
    if (!(conflict instanceof Conflict.Transfer transfer)) {
      return Optional.empty();
    }
    TransferStanding now = transfer.standing();
    SortedMap<String, Balance> items = new TreeMap<>();
    now.items()
        .forEach(
            (item, balance) ->
                items.put(item, new Balance(balance.dispatched(), balance.received(), 0)));
    Conflict before =
        new Conflict.Transfer(
            new TransferStanding(
                now.id(),
                now.other(),
                now.startedOn(),
                now.dispatches(),
                now.receipts(),
                now.wholeReceipts(),
                items),
            transfer.place(),
            transfer.there(),
            transfer.causes());
    return AtHand.concerned(before).isEmpty() ? Optional.empty() : Optional.of(before);
  }

  private List<Found> found(Map<KnownCase, Optional<Conflict>> conflicts) throws SQLException {
    Set<String> items = new TreeSet<>();
    conflicts
        .values()
        .forEach(each -> each.ifPresent(one -> items.addAll(AtHand.concerned(one).keySet())));
    Map<String, String> groups = new HashMap<>();
    Map<String, UnitPrice> prices = new HashMap<>();
    try (Connection connection = database.getConnection()) {
      select(connection, GROUPS, items, row -> groups.put(row.getString(1), row.getString(2)));
      select(
          connection,
          PRICES,
          items,
          row -> prices.put(row.getString(1), new UnitPrice(row.getLong(2))));
    }
    List<Found> found = new ArrayList<>();
    conflicts.forEach(
        (row, conflict) ->
            found.add(
                new Found(
                    row.number().toString(),
                    row.kind(),
                    row.subject(),
                    row.state().toString(),
                    row.closedAt(),
                    conflict.map(each -> atHand(row, each, groups, prices)))));
    return found;
  }

  private AtHand atHand(
      KnownCase row, Conflict conflict, Map<String, String> groups, Map<String, UnitPrice> prices) {
    Map<String, String> groupsHere = new HashMap<>();
    Map<String, UnitPrice> pricesHere = new HashMap<>();
    for (String item : AtHand.concerned(conflict).keySet()) {
      if (groups.containsKey(item)) {
        groupsHere.put(item, groups.get(item));
      }
      if (prices.containsKey(item)) {
        pricesHere.put(item, prices.get(item));
      }
    }
    return new AtHand(conflict, groupsHere, pricesHere, shop.currency(), row.openedAt());
  }

  private static void select(Connection connection, String sql, Set<String> items, Batch.Take take)
      throws SQLException {
    List<String> all = List.copyOf(items);
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      for (int from = 0; from < all.size(); from += ITEMS_PER_SELECT) {
        for (int i = 0; i < ITEMS_PER_SELECT; i++) {
          select.setString(1 + i, all.get(Math.min(from + i, all.size() - 1)));
        }
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            take.row(rows);
          }
        }
      }
    }
  }
}
