package io.tillstream.store.own;

import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.money.Quantity;
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
 */
public record Goods(String item, Quantity quantity) {

  private static final String SELECT_ITEMS = "SELECT item FROM item WHERE item IN " + Batch.KEYS;

  /** The lines of a document; priced at nothing. */
  public static List<Line> lines(List<Goods> goods) {
    return goods.stream()
        .map(
            each ->
                new Line(
                    each.item(), null, each.quantity().thousandths(), 0, 0, null, null, null, true))
        .toList();
  }

  /** The items that the catalogue does not have. */
  public static Set<String> unknown(Batch batch, List<Goods> goods) throws SQLException {
    Set<String> unknown = new TreeSet<>();
    goods.forEach(each -> unknown.add(each.item()));
    batch.select(SELECT_ITEMS, List.copyOf(unknown), row -> unknown.remove(row.getString(1)));
    return unknown;
  }
}
