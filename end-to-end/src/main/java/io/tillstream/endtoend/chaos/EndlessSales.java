package io.tillstream.endtoend.chaos;

import io.tillstream.endtoend.trade.CatalogueItem;
import io.tillstream.endtoend.trade.Receipt;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Receipts of one till for as long as they are wanted, the same for the same seed. */
public final class EndlessSales {

  private static final String BUSINESS_DATE = "2025-11-29";
  private static final int LINES_MAX = 4;

  private final String till;
  private final List<CatalogueItem> items;
  private final SplittableRandom random;
  private int made;

  /**
   * Of one till.
   *
   * @param till begins the references
   */
  public EndlessSales(String till, List<CatalogueItem> items, long seed) {
    this.till = till;
    this.items = List.copyOf(items);
    random = new SplittableRandom(seed ^ till.hashCode());
  }

  /** The next one; mostly sales. */
  public Receipt next() {
    String reference = till + "-" + ++made;
    int chance = random.nextInt(100);
    if (chance < 3) {
      return new Receipt(
          DocumentType.CUSTOMER, reference, BUSINESS_DATE, null, "Customer " + made, List.of());
    }
    DocumentType type =
        chance < 8
            ? DocumentType.RETURN
            : chance < 11
                ? DocumentType.WRITE_OFF
                : chance < 13 ? DocumentType.FINANCIAL_ADJUSTMENT : DocumentType.SALE;
    List<Receipt.Line> lines = new ArrayList<>();
    for (int i = random.nextInt(1, LINES_MAX + 1); i > 0; i--) {
      lines.add(line(type));
    }
    return new Receipt(type, reference, BUSINESS_DATE, null, null, lines);
  }

  private Receipt.Line line(DocumentType type) {
    CatalogueItem item = items.get(random.nextInt(items.size()));
    boolean fee = type == DocumentType.FINANCIAL_ADJUSTMENT;
    return new Receipt.Line(
        item.code(),
        null,
        Quantity.ofUnits(random.nextInt(1, 4)),
        fee ? new UnitPrice(-10_000) : null,
        null,
        !fee);
  }
}
