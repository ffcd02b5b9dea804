package io.tillstream.agent.catalogue;

import io.tillstream.protocol.money.UnitPrice;
import io.tillstream.replica.database.Session;
import io.tillstream.replica.database.SqliteFile;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks items up in the replica. Thread-safe; what it says is always as of one checkpoint. */
public final class Catalogue {

  private static final String ITEMS =
      """
      SELECT i.item, i.description, p.unit_price_ten_thousandths, i.tax_code, t.rate_basis_points,
        i.stocked
      FROM item i
      LEFT JOIN price p ON p.item = i.item
      LEFT JOIN tax t ON t.tax_code = i.tax_code
      WHERE i.item IN (""";

  // A few fixed widths, so that a handful of prepared statements serve receipts of any length.
  private static final List<Query> QUERIES = Stream.of(4, 16, 64, 256).map(Query::of).toList();

  private static final String SEQ = "SELECT seq FROM cursor";

  /**
   * What was found, and as of when.
   *
   * @param items the known ones, by code
   * @param seq how far this terminal had heard of the store's changes; null before it has heard any
   */
  public record Looked(Map<String, Item> items, Long seq) {}

  private record Query(int width, String sql) {
    static Query of(int width) {
      return new Query(width, ITEMS + String.join(",", Collections.nCopies(width, "?")) + ")");
    }
  }

  private final SqliteFile ref;

  /** Of this replica. */
  public Catalogue(SqliteFile ref) {
    this.ref = ref;
  }

  /** One item. */
  public Optional<Item> item(String code) {
    return Optional.ofNullable(items(List.of(code)).get(code));
  }

  /** The known ones among these codes, by code. */
  public Map<String, Item> items(Collection<String> codes) {
    List<String> distinct = codes.stream().distinct().toList();
    return distinct.isEmpty() ? Map.of() : ref.read(session -> items(session, distinct));
  }

  /** The known ones among these codes, and how far this terminal has heard. */
  public Looked look(Collection<String> codes) {
    List<String> distinct = codes.stream().distinct().toList();
    return ref.read(session -> new Looked(items(session, distinct), seq(session)));
  }

  /** The item that carries a barcode. */
  public Optional<String> itemOfBarcode(String barcode) {
    return ref.read(
        session -> {
          PreparedStatement query = session.prepare("SELECT item FROM barcode WHERE barcode = ?");
          query.setString(1, barcode);
          try (ResultSet row = query.executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
          }
        });
  }

  private static Long seq(Session session) throws SQLException {
    try (ResultSet row = session.prepare(SEQ).executeQuery()) {
      return row.next() ? (Long) row.getLong(1) : null;
    }
  }

  private static Map<String, Item> items(Session session, List<String> codes) throws SQLException {
    Map<String, Item> items = new HashMap<>();
    Query widest = QUERIES.get(QUERIES.size() - 1);
    for (int from = 0; from < codes.size(); from += widest.width()) {
      List<String> part = codes.subList(from, Math.min(codes.size(), from + widest.width()));
      Query fitting =
          QUERIES.stream().filter(each -> each.width() >= part.size()).findFirst().orElse(widest);
      PreparedStatement query = session.prepare(fitting.sql());
      for (int i = 0; i < fitting.width(); i++) {
        query.setString(i + 1, part.get(Math.min(i, part.size() - 1)));
      }
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          Item item = item(row);
          items.put(item.code(), item);
        }
      }
    }
    return items;
  }

  private static Item item(ResultSet row) throws SQLException {
    Number price = (Number) row.getObject(3);
    Number rate = (Number) row.getObject(5);
    return new Item(
        row.getString(1),
        row.getString(2),
        price == null ? null : new UnitPrice(price.longValue()),
        row.getString(4),
        rate == null ? null : rate.intValue(),
        row.getBoolean(6));
  }
}
