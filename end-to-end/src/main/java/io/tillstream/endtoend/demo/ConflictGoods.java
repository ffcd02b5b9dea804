package io.tillstream.endtoend.demo;

import io.tillstream.endtoend.trade.CatalogueItem;
import io.tillstream.endtoend.trade.Dealt;
import io.tillstream.endtoend.trade.Receipt;
import io.tillstream.endtoend.trade.Trade;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Things of which two tills of the first store, cut off from it and from each other, sell what
 * cannot be sold.
 */
final class ConflictGoods {

  /** Three are there, and each till sells two: one is missing. */
  static final String SCARCE = "DEMO-SCARCE";

  /** One is there, and each till sells three: five are missing. */
  static final String GONE = "DEMO-GONE";

  /** How much may be missing for a policy to settle it. */
  static final Quantity SMALL = Quantity.ofUnits(2);

  /** Taken out of the catalogue while the tills are cut off, and one till sells it. */
  static final String RECALLED = "DEMO-RECALLED";

  /** Each till sells the same piece. */
  static final String PIECE = "DEMO-PIECE";

  static final String SERIAL = "0017";

  /** Ten go to the second store, seven arrive. */
  static final String SENT = "DEMO-SENT";

  static final Quantity DISPATCHED = Quantity.ofUnits(10);
  static final Quantity ARRIVED = Quantity.ofUnits(7);

  private static final Map<String, Quantity> OPENING =
      Map.of(
          SCARCE, Quantity.ofUnits(3),
          GONE, Quantity.ofUnits(1),
          RECALLED, Quantity.ofUnits(10),
          PIECE, Quantity.ofUnits(5),
          SENT, Quantity.ofUnits(20));

  private ConflictGoods() {}

  /** Their codes. */
  static Set<String> codes() {
    return OPENING.keySet();
  }

  /** The trade, with these things in the catalogue and on the shelves. */
  static Trade into(Trade trade) {
    List<CatalogueItem> items = new ArrayList<>(trade.items());
    items.add(item(SCARCE, "The last of its kind"));
    items.add(item(GONE, "The very last of its kind"));
    items.add(item(RECALLED, "Kettle, recalled by its maker"));
    items.add(item(PIECE, "Camera, each with a serial number"));
    items.add(item(SENT, "Chair, from another store"));
    Map<String, Quantity> opening = new HashMap<>(trade.opening());
    opening.putAll(OPENING);
    return new Trade(trade.title(), items, trade.lateItems(), opening, trade.receipts());
  }

  /** What two tills sell of them in the outage. */
  static Dealt into(Dealt dealt, int terminalsPerStore) {
    String date = dateOf(dealt);
    List<List<Receipt>> during = new ArrayList<>();
    for (int till = 0; till < dealt.during().size(); till++) {
      List<Receipt> hand = new ArrayList<>();
      if (till == 0) {
        hand.addAll(sold(1, date));
      }
      if (till == Math.min(1, terminalsPerStore - 1)) {
        hand.addAll(sold(2, date));
      }
      hand.addAll(dealt.during().get(till));
      if (till == 0) {
        hand.add(recalled(date));
      }
      during.add(hand);
    }
    return new Dealt(dealt.before(), during, dealt.after());
  }

  /** The business date on which they are sold: that of the first till's sales in the outage. */
  static String dateOf(Dealt dealt) {
    return dealt.of(0).stream()
        .skip(dealt.before().getFirst().size())
        .map(Receipt::businessDate)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** What one of the two sells. */
  static List<Receipt> sold(int seller, String date) {
    return List.of(scarce(seller, date), gone(seller, date), piece(seller, date));
  }

  /** Two of what there are three of. */
  static Receipt scarce(int seller, String date) {
    return sale(SCARCE, seller, 2, null, date);
  }

  /** Three of what there is one of. */
  static Receipt gone(int seller, String date) {
    return sale(GONE, seller, 3, null, date);
  }

  /** Two of what must not be sold any more; the first seller's. */
  static Receipt recalled(String date) {
    return sale(RECALLED, 1, 2, null, date);
  }

  /** A piece that there is once. */
  static Receipt piece(int seller, String date) {
    return sale(PIECE, seller, 1, SERIAL, date);
  }

  private static Receipt sale(String item, int seller, long units, String serial, String date) {
    return new Receipt(
        DocumentType.SALE,
        item + "-" + seller,
        date,
        null,
        null,
        List.of(new Receipt.Line(item, null, Quantity.ofUnits(units), null, null, true, serial)));
  }

  private static CatalogueItem item(String code, String description) {
    return new CatalogueItem(
        code,
        description,
        new UnitPrice(499_000),
        new CatalogueItem.Tax("STD", "20"),
        List.of(),
        true);
  }
}
