package io.tillstream.endtoend.trade;

import io.tillstream.endtoend.trade.CatalogueItem.Tax;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A day of trade that never was, the same at every run: sales, returns of earlier sales of the same
 * till, sales taken back before the customer had left, write-offs, new customers, a financial
 * adjustment, and a sale of a lamp that the catalogue learns of only in the evening. In the end
 * every till closes the day.
 */
public final class MakeUpDay {

  private static final long SEED = 20_251_129;
  private static final String BUSINESS_DATE = "2025-11-29"; // a Saturday before Christmas
  private static final int ITEMS = 240;
  private static final int RECEIPTS = 3_000;
  private static final Quantity OPENING = Quantity.ofUnits(2_000);

  private static final List<Tax> TAXES =
      List.of(new Tax("STD", "20"), new Tax("RED", "5"), new Tax("ZERO", "0"));

  private static final List<String> THINGS =
      List.of(
          "lantern",
          "mug",
          "tea towel",
          "candle",
          "notebook",
          "scarf",
          "jigsaw",
          "cushion",
          "teapot",
          "doormat");

  private static final List<String> KINDS =
      List.of(
          "Red", "Blue", "Green", "Striped", "Dotted", "Large", "Small", "Woollen", "Painted",
          "Glass", "Oak", "Tin", "Linen", "Winter", "Garden", "Star", "Heart", "Owl", "Robin",
          "Holly", "Vintage", "Plain", "Gold", "Silver");

  private static final CatalogueItem LATE =
      new CatalogueItem(
          "LAMP-26",
          "Reading lamp, new this week",
          new UnitPrice(249_500),
          TAXES.getFirst(),
          List.of("5099999000265"),
          true);

  private final Random random = new Random(SEED);
  private final Set<String> returned = new HashSet<>();
  private final int tills;
  private final List<CatalogueItem> items = new ArrayList<>();
  private final List<Receipt> receipts = new ArrayList<>();

  private MakeUpDay(int tills) {
    this.tills = tills;
  }

  /**
   * The day.
   *
   * @param tills over all stores; a return is made at the till of its sale
   */
  public static Trade forTills(int tills) {
    MakeUpDay day = new MakeUpDay(tills);
    day.fillShelves();
    while (day.receipts.size() < RECEIPTS) {
      if (day.receipts.size() == RECEIPTS / 2) {
        day.addWhatIsRare(); // in the middle, so that it happens inside any outage
      }
      day.addReceipt();
    }
    for (int till = 1; till <= tills; till++) {
      day.add(DocumentType.DAY_CLOSE, "CLOSE-" + till, List.of());
    }
    Map<String, Quantity> opening = new HashMap<>();
    day.items.forEach(item -> opening.put(item.code(), OPENING));
    opening.put(LATE.code(), OPENING);
    return new Trade(
        "a made-up day of trade, the same at every run",
        day.items,
        List.of(LATE),
        opening,
        day.receipts);
  }

  private void fillShelves() {
    for (int i = 0; i < ITEMS; i++) {
      items.add(
          new CatalogueItem(
              "%05d%s".formatted(10_000 + i / 2, i % 2 == 0 ? "A" : "a"),
              KINDS.get(i % KINDS.size()) + " " + THINGS.get(i / KINDS.size()),
              new UnitPrice(random.nextInt(50, 5_000) * 100L + (i % 8 == 0 ? 75 : 0)),
              i % 6 == 5 ? null : TAXES.get(i % TAXES.size()),
              i % 3 == 0 ? List.of("50%011d".formatted(i)) : List.of(),
              true));
    }
  }

  private void addReceipt() {
    int chance = random.nextInt(100);
    int earlier = receipts.size() - tills * random.nextInt(1, 40);
    int justNow = receipts.size() - tills;
    if (chance == 99 && justNow >= 0 && isReturnable(receipts.get(justNow))) {
      Receipt sale = receipts.get(justNow);
      receipts.add(sale.voidedAs(sale.reference() + "-VOID"));
    } else if (chance < 5 && earlier >= 0 && isReturnable(receipts.get(earlier))) {
      returnPartOf(receipts.get(earlier));
    } else if (chance < 8) {
      add(DocumentType.WRITE_OFF, "W" + receipts.size(), List.of(line(Quantity.ofUnits(1))));
    } else {
      List<Receipt.Line> lines = new ArrayList<>();
      for (int i = random.nextInt(1, 7); i > 0; i--) {
        lines.add(line(someQuantity()));
      }
      add(DocumentType.SALE, "D%04d".formatted(receipts.size() + 1), lines);
    }
  }

  private boolean isReturnable(Receipt receipt) {
    return receipt.type() == DocumentType.SALE && returned.add(receipt.reference());
  }

  // The last line comes back; the reference says of which sale.
  private void returnPartOf(Receipt sale) {
    add(DocumentType.RETURN, sale.reference() + "-BACK", List.of(sale.lines().getLast()));
  }

  private Quantity someQuantity() {
    // Most things are sold by the piece, ribbon and cheese are not.
    return random.nextInt(12) == 0
        ? new Quantity(random.nextInt(50, 2_500))
        : Quantity.ofUnits(random.nextInt(1, 5));
  }

  private Receipt.Line line(Quantity quantity) {
    CatalogueItem item = items.get(random.nextInt(items.size()));
    String barcode =
        item.barcodes().isEmpty() || random.nextBoolean() ? null : item.barcodes().getFirst();
    // One line in twenty has a price agreed at the till.
    UnitPrice price =
        random.nextInt(20) == 0
            ? new UnitPrice(item.price().tenThousandths() * 9 / 10 / 100 * 100)
            : null;
    return new Receipt.Line(item.code(), barcode, quantity, price, null, true);
  }

  private void addWhatIsRare() {
    Receipt.Line lamp =
        new Receipt.Line(
            LATE.code(),
            null,
            Quantity.ofUnits(2),
            LATE.price(),
            "Reading lamp (no label yet)",
            true);
    Receipt.Line refund =
        new Receipt.Line(
            items.getFirst().code(),
            null,
            Quantity.ofUnits(1),
            new UnitPrice(-125_000),
            "Breakage refunded by the carrier",
            false);
    add(DocumentType.SALE, "LAMP-1", List.of(lamp, line(Quantity.ofUnits(1))));
    receipts.add(receipt(DocumentType.CUSTOMER, "NEW-1", "Ada Okafor", List.of()));
    receipts.add(receipt(DocumentType.CUSTOMER, "NEW-2", "Zoë O'Brien", List.of()));
    add(DocumentType.FINANCIAL_ADJUSTMENT, "FEE-1", List.of(refund));
  }

  private void add(DocumentType type, String reference, List<Receipt.Line> lines) {
    receipts.add(receipt(type, reference, null, lines));
  }

  private static Receipt receipt(
      DocumentType type, String reference, String person, List<Receipt.Line> lines) {
    return new Receipt(type, reference, BUSINESS_DATE, null, person, lines);
  }
}
