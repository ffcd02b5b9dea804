package io.tillstream.agent.stock;

import io.tillstream.protocol.money.Quantity;
import io.tillstream.replica.database.Session;
import io.tillstream.replica.database.SqliteFile;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * On-hand as this terminal shows it. Figure and what it already holds are read together, so that a
 * document leaves one side in the moment it enters the other (I16). Thread-safe.
 */
public final class OnHand {

  private static final String INSIDE = "(SELECT group_concat(epoch || ':' || n) FROM applied)";

  private final SqliteFile ref;
  private final int present;
  private final OwnEffects own;

  /**
   * From this replica and these effects.
   *
   * @param present the epoch in which documents are made now
   */
  public OnHand(SqliteFile ref, int present, OwnEffects own) {
    this.ref = ref;
    this.present = present;
    this.own = own;
  }

  /** What is on hand of one item; empty when neither the store nor this terminal has a figure. */
  public Optional<Quantity> of(String item) {
    while (true) {
      Figure figure = ref.read(session -> figure(session, item));
      OptionalLong effect = own.after(figure.inside(), item);
      if (effect.isPresent()) {
        return figure.thousandths() == null && effect.getAsLong() == 0
            ? Optional.empty()
            : Optional.of(new Quantity(figure.orZero() + effect.getAsLong()));
      }
      // A checkpoint passed between the two reads; the next figure is newer.
    }
  }

  /**
   * What is on hand of many items, by code.
   *
   * @param after only items after this code, or an empty text for all
   * @param limit at most so many
   */
  public List<Map.Entry<String, Quantity>> list(String after, int limit) {
    while (true) {
      Page page = ref.read(session -> page(session, after, limit));
      Optional<SortedMap<String, Long>> effects = own.allAfter(page.inside(), after);
      if (effects.isPresent()) {
        TreeMap<String, Quantity> onHand = new TreeMap<>(OwnEffects.DATABASE_ORDER);
        page.figures().forEach((item, figure) -> onHand.put(item, new Quantity(figure)));
        SortedMap<String, Long> inRange =
            page.figures().size() < limit
                ? effects.get()
                : effects.get().headMap(page.figures().lastKey() + "\0");
        inRange.forEach((item, effect) -> onHand.merge(item, new Quantity(effect), Quantity::plus));
        return onHand.entrySet().stream().limit(limit).toList();
      }
    }
  }

  private Figure figure(Session session, String item) throws SQLException {
    PreparedStatement query =
        session.prepare(
            "SELECT (SELECT applied FROM cursor),"
                + " (SELECT quantity_thousandths FROM stock WHERE item = ?), "
                + INSIDE);
    query.setString(1, item);
    try (ResultSet row = query.executeQuery()) {
      Number figure = (Number) row.getObject(2);
      return new Figure(
          Inside.of(present, row.getLong(1), row.getString(3)),
          figure == null ? null : figure.longValue());
    }
  }

  private Page page(Session session, String after, int limit) throws SQLException {
    // One statement, so that figures and what they hold are of one checkpoint even when there are
    // none.
    PreparedStatement query =
        session.prepare(
            "SELECT s.item, s.quantity_thousandths, c.applied, "
                + INSIDE
                + " FROM cursor c"
                + " LEFT JOIN stock s ON s.item > ? WHERE c.only_row = 1 ORDER BY s.item LIMIT ?");
    query.setString(1, after);
    query.setInt(2, limit);
    TreeMap<String, Long> figures = new TreeMap<>(OwnEffects.DATABASE_ORDER);
    Inside inside = Inside.nothing(present);
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        if (figures.isEmpty()) {
          inside = Inside.of(present, row.getLong(3), row.getString(4));
        }
        if (row.getString(1) != null) {
          figures.put(row.getString(1), row.getLong(2));
        }
      }
    }
    return new Page(inside, figures);
  }

  private record Figure(Inside inside, Long thousandths) {
    long orZero() {
      return thousandths == null ? 0 : thousandths;
    }
  }

  private record Page(Inside inside, TreeMap<String, Long> figures) {}
}
