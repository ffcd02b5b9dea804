package io.tillstream.endtoend.speed;

import io.tillstream.endtoend.trade.CatalogueItem;
import io.tillstream.endtoend.trade.Receipt;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import java.util.ArrayList;
import java.util.List;

/** Sales of three lines for measuring, and the catalogue for them. */
public final class Sales {

  private static final int ITEMS = 90;

  private final String till;
  private int made;

  /** Of one till, whose references begin with its name. */
  public Sales(String till) {
    this.till = till;
  }

  /** What they sell. */
  public static List<CatalogueItem> catalogue() {
    List<CatalogueItem> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      items.add(
          new CatalogueItem(
              code(i),
              "Measured item " + i,
              new UnitPrice(10_000L + i * 100L),
              new CatalogueItem.Tax("STD", "20"),
              List.of(),
              true));
    }
    return items;
  }

  /** One more sale. */
  public Receipt next() {
    int first = made++ * 3;
    return new Receipt(
        DocumentType.SALE,
        till + "-" + made,
        "2025-11-29",
        null,
        null,
        List.of(line(first), line(first + 1), line(first + 2)));
  }

  List<Receipt> next(int count) {
    List<Receipt> receipts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      receipts.add(next());
    }
    return receipts;
  }

  private static Receipt.Line line(int i) {
    return new Receipt.Line(code(i % ITEMS), null, Quantity.ofUnits(2), null, null, true);
  }

  private static String code(int i) {
    return "M%04d".formatted(i);
  }
}
