package io.tillstream.store.own;

import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import io.tillstream.store.writer.Batch;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Goods of one item on a document of the store's own. Every line moves stock, also of items that
 * are not stocked when sold.
 *
 * @param item its code
 * @param quantity how much, more than nothing
 * @param unitCost what the supplier charges for one unit, tax not included; null when nobody said
 */
public record Goods(String item, Quantity quantity, UnitPrice unitCost) {

  private static final String SELECT_ITEMS = "SELECT item FROM item WHERE item IN " + Batch.KEYS;

  /** Goods of which nobody says what they cost. */
  public Goods(String item, Quantity quantity) {
    this(item, quantity, null);
  }

  /** The lines of a document; priced at nothing. */
  public static List<Line> lines(List<Goods> goods) {
    return goods.stream().map(Goods::line).toList();
  }

  private Line line() {
    Long cost = unitCost == null ? null : unitCost.tenThousandths();
    return new Line(item, null, quantity.thousandths(), 0, 0, null, null, null, true, cost, null);
  }

  /** The items that the catalogue does not have. */
  public static Set<String> unknown(Batch batch, List<Goods> goods) throws SQLException {
    Set<String> unknown = new TreeSet<>();
    goods.forEach(each -> unknown.add(each.item()));
    batch.select(SELECT_ITEMS, List.copyOf(unknown), row -> unknown.remove(row.getString(1)));
    return unknown;
  }
}
